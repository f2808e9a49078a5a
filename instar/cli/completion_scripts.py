# SPDX-License-Identifier: Apache-2.0
"""The scripts by which shells ask `instar` for completions (`completion` says how)."""

from __future__ import annotations

from instar.cli.registry import COMPLETE

_BASH = """\
_instar() {
    local -a lines
    mapfile -t lines < <(@COMPLETE@=bash COMP_LINE="$COMP_LINE" COMP_POINT="$COMP_POINT" \\
        COMP_WORDBREAKS="$COMP_WORDBREAKS" "${1/#\\~/$HOME}" 2>/dev/null)
    COMPREPLY=("${lines[@]:1}")
    case "${lines[0]}" in
        files*) compopt -o default ;;
        directories*) compopt -o dirnames ;;
        *) [[ "${COMPREPLY[0]}" == *= ]] && compopt -o nospace ;;
    esac
    return 0
}
complete -o nosort -F _instar instar
"""

_ZSH = """\
#compdef instar

_instar() {
    local -a lines offers shown end
    local before="${(Q)PREFIX}"
    lines=("${(@f)$(@COMPLETE@=zsh:$((CURRENT - 2)) "${${(Q)words[1]}/#\\~/$HOME}" \\
        "${(@Q)words[2,CURRENT-1]}" "$before" "${(@Q)words[CURRENT+1,-1]}" 2>/dev/null)}")
    case "$lines[1]" in
        files*) compset -p "${lines[1]#* }"; _files; return ;;
        directories*) compset -p "${lines[1]#* }"; _files -/; return ;;
    esac
    lines=("${(@)lines[2,-1]}")
    [[ -n "$lines[1]" ]] || return 1
    offers=("${(@)lines%%$'\\t'*}")
    shown=("${(@)lines/$'\\t'/  -- }")
    [[ "$offers[1]" == *= ]] && end=(-S '')
    compadd "$end[@]" -V instar -l -d shown -a offers
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _instar "$@"
else
    compdef _instar instar
fi
"""

_FISH = """\
function __instar_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l all (commandline -op)
    set -l first (math (count $before) + 1)
    test -n "$current"; and set first (math $first + 1)
    set -l rest
    test $first -le (count $all); and set rest $all[$first..-1]
    set -l index (math (count $before) - 1)
    set -l words
    test $index -gt 0; and set words $before[2..-1]
    set -l lines (env @COMPLETE@=fish:$index $before[1] $words "$current" $rest 2>/dev/null)
    set -l head (string split ' ' -- $lines[1])
    switch "$head[1]"
        case files directories
            set -l kept (string sub -l $head[2] -- "$current")
            set -l typed (string sub -s (math $head[2] + 1) -- "$current")
            if test $head[1] = files
                for path in (__fish_complete_path "$typed")
                    echo $kept$path
                end
            else
                for path in (__fish_complete_directories "$typed")
                    echo $kept$path
                end
            end
        case words
            test (count $lines) -gt 1; and printf '%s\\n' $lines[2..-1]
    end
end

complete --command instar --no-files --arguments '(__instar_complete)'
"""

_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
SHELLS = tuple(_SCRIPTS)


def script(shell: str) -> str:
    """What to evaluate in a shell."""
    return _SCRIPTS[shell].replace("@COMPLETE@", COMPLETE)
