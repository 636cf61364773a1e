/**
 * Bash parts words at `@`, `:` and `=` too and replaces the last part only, to
 * which an `@` belongs. What is typed is not evaluated, and nothing but bash is needed.
 */
export const bashScript = `# bash completion for rookery
__rookery_complete() {
  local line=\${COMP_LINE:0:COMP_POINT} words cur reply directive kept offer
  IFS=' ' read -ra words <<< "$line"
  [[ $line == *' ' ]] && words+=('')
  cur=\${words[\${#words[@]}-1]}
  reply=$(rookery complete -- "\${words[@]:1}" 2> /dev/null) || return
  directive=\${reply##*:}
  kept=\${cur%"\${cur##*[$COMP_WORDBREAKS]}"}
  kept=\${kept%@}
  COMPREPLY=()
  while IFS= read -r offer; do
    [[ $offer == *$'\\t'* ]] && offer=\${offer%%$'\\t'*} && COMPREPLY+=("\${offer#"$kept"}")
  done <<< "$reply"
  (( directive & 2 )) && compopt -o nospace
  (( directive & 4 )) && compopt +o default
  return 0
}
complete -o default -F __rookery_complete rookery`;
