# Completion of interdict for bash. The binary itself knows its commands, options and values; where it
# has nothing to offer, bash completes file names.
_interdict()
{
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("${line%%$'\t'*}")
    done < <("$1" --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _interdict interdict
