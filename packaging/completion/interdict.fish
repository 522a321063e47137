# Completion of interdict for fish. The binary itself knows its commands, options and values; where it
# has nothing to offer, fish completes file names.
function __interdict_complete
    set -l words (commandline -opc) (commandline -ct)
    $words[1] --complete $words[2..-1] 2>/dev/null
end
function __interdict_has_none
    test -z "$(__interdict_complete)"
end
complete -c interdict -f -a '(__interdict_complete)'
complete -c interdict -n __interdict_has_none -F
