# Completion of srm for bash. The program itself is asked, so that decks are known as they are.

# The word before the cursor without its quotes, in REPLY. Nothing is run.
_srm_plain() {
    local word=$1
    case $word in
        \'*) word=${word#\'}; word=${word%\'} ;;
        \"*) word=${word#\"}; word=${word%\"} ;;
        *) word=${word//\\/} ;;
    esac
    REPLY=$word
}

_srm() {
    # Bash ends words at `:` and `=`, too; a deck's name has both. What stood together is joined again.
    local line=${COMP_LINE:0:COMP_POINT} words=() piece i before= REPLY
    for ((i = 0; i <= COMP_CWORD; i++)); do
        piece=${COMP_WORDS[i]}
        if [[ $line =~ ^[[:space:]] || $i == 0 ]]; then
            words+=("$piece")
            before=
        else
            before=${words[${#words[@]}-1]}
            words[${#words[@]}-1]=$before$piece
        fi
        line=${line#"${line%%[![:space:]]*}"}
        line=${line#"$piece"}
    done
    # At the end of such a sign the new piece is empty still.
    local typed=${words[${#words[@]}-1]}
    [[ $piece =~ ^[:=]+$ ]] && before=$typed
    for ((i = 0; i < ${#words[@]}; i++)); do
        _srm_plain "${words[i]}"
        words[i]=$REPLY
    done
    _srm_plain "$before"
    before=$REPLY

    local end=$'\013' found
    found=$(_CLAP_IFS=$end _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) _CLAP_COMPLETE_COMP_TYPE=$COMP_TYPE \
        _CLAP_COMPLETE_SPACE=false SRM_COMPLETE=bash srm -- "${words[@]}" 2>/dev/null) || return
    COMPREPLY=()
    while IFS= read -r -d "$end" piece || [[ -n $piece ]]; do
        piece=${piece#"$before"}
        # Inside quotes a name stands as it is; outside, its spaces need a sign before them.
        [[ $typed == [\'\"]* ]] || printf -v piece %q "$piece"
        COMPREPLY+=("$piece")
    done < <(printf %s "$found")
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=/:] ]] && compopt -o nospace 2>/dev/null
    return 0
}

complete -o bashdefault -F _srm srm
