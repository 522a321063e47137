/* Opening one unpacked file of a version: a file's only member, one of a zip, or a block of
 * memory. */
#include "lists/reader.h"

#include "codec/xlsx.h"

bool itd_list_part_is_workbook(itd_str head)
{
    return itd_xlsx_recognise(head);
}

itd_status itd_list_part_open(const itd_list_part *part, itd_source **ret_src, itd_error *err)
{
    itd_source_options options = itd_source_options_default();
    itd_source        *src = NULL;
    /* What is in memory was taken out of its archive already: it is its own only member. */
    const unsigned member = part->path ? part->member : 0;
    bool           found = true;
    itd_status     st;

    if (part->read_max > 0)
        options.read_max = part->read_max;
    options.as_is = part->as_is;
    if (part->path)
        st = itd_source_open_file(part->path, &options, &src, err);
    else
        st = itd_source_open_memory(part->name, part->memory, &options, &src, err);
    if (st != ITD_OK)
        return st;
    /* The first step leads to member 0. */
    for (unsigned i = 0; st == ITD_OK && found && i <= member; i++)
        st = itd_source_next_member(src, &found, err);
    if (st == ITD_OK && !found)
        st = itd_error_set(err, ITD_E_NOT_FOUND, "the archive has no member number %u any more",
                           member);
    if (st != ITD_OK) {
        itd_error_in_file(err, part->name);
        itd_source_close(src);
        return st;
    }
    *ret_src = src;
    return ITD_OK;
}
