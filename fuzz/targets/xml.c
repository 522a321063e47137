/* XML record by record. Whatever the chunks, the trees and the success or failure are the same. */
#include "base/utf8.h"
#include "codec/xml.h"
#include "fuzz/target.h"

static void note_tree(itd_buf *notes, const itd_xml_node *node)
{
    itd_error err;

    FUZZ_CHECK(itd_utf8_check_text(node->text, &err) == ITD_OK);
    fuzz_note_number(notes, node->line);
    fuzz_note(notes, node->ns);
    fuzz_note(notes, node->name);
    fuzz_note(notes, node->text);
    fuzz_note_number(notes, node->attribute_count);
    for (size_t i = 0; i < node->attribute_count; i++) {
        fuzz_note(notes, node->attributes[i].name);
        fuzz_note(notes, node->attributes[i].value);
    }
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        FUZZ_CHECK(child->parent == node);
        note_tree(notes, child);
    }
    fuzz_note_number(notes, 0);
}

static void read_all(itd_str bytes, size_t chunk, unsigned depth, itd_buf *notes)
{
    itd_source         *src = fuzz_source(bytes, chunk);
    itd_xml            *xml = NULL;
    const itd_xml_node *record = NULL;
    itd_error           err = {0};
    itd_status          st = src ? itd_xml_open(src, depth, &xml, &err) : ITD_E_SYNTAX;

    while (st == ITD_OK) {
        st = itd_xml_next(xml, &record, &err);
        if (st != ITD_OK || !record)
            break;
        note_tree(notes, record);
        for (const itd_xml_node *up = record; depth > 0 && up != itd_xml_root(xml); up = up->parent)
            FUZZ_CHECK(up->parent);
    }
    fuzz_note_number(notes, st == ITD_OK); /* of two faults in one text either may be told */
    itd_xml_close(xml);
    itd_source_close(src);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str bytes = fuzz_text(data, size);
    itd_buf       whole, chunked;

    for (unsigned depth = 0; depth < 3; depth++) {
        itd_buf_init(&whole, SIZE_MAX);
        itd_buf_init(&chunked, SIZE_MAX);
        read_all(bytes, 0, depth, &whole);
        read_all(bytes, fuzz_chunk(bytes), depth, &chunked);
        FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&chunked)));
        itd_buf_done(&whole);
        itd_buf_done(&chunked);
    }
    return 0;
}
