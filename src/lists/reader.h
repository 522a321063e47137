/* A reader turns a publisher's files into entities. One file per publisher's layout; the table of
 * all is in reader.c. A reader streams: it holds one record, plus what it must join. Readers are
 * static tables; a read uses only the caller's objects, so different threads may read different
 * lists at once. */
#ifndef ITD_LISTS_READER_H
#define ITD_LISTS_READER_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"
#include "codec/source.h"
#include "entity/entity.h"
#include "lists/report.h"

#define ITD_LIST_HEAD_MAX 65536 /* first bytes of a part, for recognising its layout */
#define ITD_LIST_PARTS_MAX 64   /* files (or members of a zip) of one version */
#define ITD_LIST_ENTITIES_MAX 5000000

/* One unpacked file of a version. */
typedef struct itd_list_part {
    const char *path;     /* file it comes from; NULL when in memory */
    unsigned    member;   /* number within the zip at path, from 0; says nothing of memory */
    itd_str     name;     /* for messages: "sdn.csv", "lists.zip(add.csv)" */
    itd_str     head;     /* its first bytes, at most ITD_LIST_HEAD_MAX; raw, not checked */
    itd_str     memory;   /* the whole part when path is NULL (tests, fuzzing) */
    size_t      read_max; /* 0, or the most bytes a read hands out (tests) */
    bool        as_is;    /* a workbook: the package itself, not what it holds */
} itd_list_part;

/* Does a file that begins so hold a workbook? Then it is one part, as it is. */
bool itd_list_part_is_workbook(itd_str head);
/* Opens a part for reading from its start; the caller closes the source. */
ITD_MUST_CHECK itd_status itd_list_part_open(const itd_list_part *part, itd_source **ret_src,
                                             itd_error *err);

typedef struct itd_reader_options {
    itd_str     list;     /* name of the list, for messages */
    const char *map_path; /* mapping file of the csv reader, or NULL */
    bool        partial;  /* the set is incomplete on purpose: missing parts are allowed */
} itd_reader_options;

/* What a read says besides entities. */
typedef struct itd_read_result {
    bool             has_stamp; /* does the publisher date the list? */
    int64_t          stamp_ms;  /* its date, UTC milliseconds */
    itd_list_report *report;    /* unknown elements and other remarks; owned by the caller */
} itd_read_result;

/* Called per entity, in the publisher's order; ent dies when it returns. */
typedef itd_status (*itd_entity_fn)(void *ctx, const itd_entity *ent, itd_error *err);

typedef struct itd_reader {
    const char *name;      /* as given to --reader */
    const char *publisher; /* list name of the only publisher that writes it, or NULL */
    const char *title;     /* for people */
    /* Does the head of this part look like this layout? Must be false for every other reader's. */
    bool (*recognise)(const itd_list_part *part);
    /* All parts of one version. Every error names file, line, record and field as far as known; no
     * entity may be dropped without one. Duplicate ids are found by the caller. */
    itd_status (*read)(const itd_list_part *parts, size_t part_count,
                       const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                       itd_read_result *result, itd_error *err);
} itd_reader;

extern const itd_reader itd_reader_un;            /* un.c */
extern const itd_reader itd_reader_ofac_csv;      /* ofac_csv.c */
extern const itd_reader itd_reader_ofac_xml;      /* ofac_xml.c */
extern const itd_reader itd_reader_uk_xml;        /* uk_xml.c */
extern const itd_reader itd_reader_uk_csv;        /* uk_csv.c */
extern const itd_reader itd_reader_ofsi_csv;      /* uk_csv.c */
extern const itd_reader itd_reader_eu_xml;        /* eu_xml.c */
extern const itd_reader itd_reader_eu_csv;        /* eu_csv.c */
extern const itd_reader itd_reader_eu_csv_old;    /* eu_csv.c */
extern const itd_reader itd_reader_ca_xml;        /* ca_xml.c */
extern const itd_reader itd_reader_ch_xml;        /* ch_xml.c */
extern const itd_reader itd_reader_us_csl;        /* us_csl.c */
extern const itd_reader itd_reader_us_dpl;        /* us_dpl.c */
extern const itd_reader itd_reader_un_vessels;    /* un_vessels.c */
extern const itd_reader itd_reader_au_xlsx;       /* au_xlsx.c */
extern const itd_reader itd_reader_jp_mof;        /* jp_mof.c */
extern const itd_reader itd_reader_jp_meti;       /* jp_meti.c */
extern const itd_reader itd_reader_ftm;           /* ftm_reader.c */
extern const itd_reader itd_reader_ofac_enhanced; /* ofac_enhanced.c */
extern const itd_reader itd_reader_ofac_advanced; /* ofac_advanced.c */
extern const itd_reader itd_reader_ofac_delta;    /* ofac_enhanced.c */
extern const itd_reader itd_reader_csv; /* csv_reader.c; chosen by a mapping file or --reader csv */

/* Names of all, in the order of the table, for completion and help. */
#define ITD_READER_NAMES                                                                           \
    "un ofac-csv ofac-xml ofac-advanced ofac-enhanced ofac-delta uk-xml uk-csv ofsi-csv eu-xml "   \
    "eu-csv eu-csv-old ca-xml ch-xml us-csl us-dpl un-vessels au-xlsx jp-mof jp-meti ftm "         \
    "csv"

/* By name; NULL when unknown. */
const itd_reader *itd_reader_find(itd_str name);
/* All readers, for messages and help; NULL past the last. */
const itd_reader *itd_reader_at(size_t index);
/* The one reader that recognises every part. ITD_E_SCHEMA when none does (the message says what the
 * file looks like: HTML page, empty, binary, XML with an unknown root, CSV with n columns) or when
 * parts belong to different readers. */
ITD_MUST_CHECK itd_status itd_reader_recognise(const itd_list_part *parts, size_t part_count,
                                               const itd_reader **ret_reader, itd_error *err);

#endif
