/**
 * Bash parts words at `@`, `:` and `=` too, unless they are escaped, and replaces the
 * last part only, to which an `@` belongs. Offers stand on the line as they are, and
 * may be the server's: each is quoted, and what is typed read with its backslashes.
 * Nothing of either is evaluated, and nothing but bash is needed.
 */
export const bashScript = `# bash completion for rookery
__rookery_complete() {
  local line=\${COMP_LINE:0:COMP_POINT} words bare word reply directive kept offer
  IFS=' ' read -a words <<< "$line"
  bare=\${line//\\\\?/__}
  [[ $bare == *' ' ]] && words+=('')
  word=\${bare##* }
  reply=$(rookery complete -- "\${words[@]:1}" 2> /dev/null) || return
  directive=\${reply##*:}
  kept=\${word##*[$COMP_WORDBREAKS]}
  kept=\${line:\${#line}-\${#word}:\${#word}-\${#kept}}
  kept=\${kept%@}
  COMPREPLY=()
  while IFS= read -r offer; do
    [[ $offer == *$'\\t'* ]] || continue
    printf -v offer %q "\${offer%%$'\\t'*}"
    COMPREPLY+=("\${offer#"$kept"}")
  done <<< "$reply"
  (( directive & 2 )) && compopt -o nospace
  (( directive & 4 )) && compopt +o default
  return 0
}
complete -o default -F __rookery_complete rookery`;
