/** Hides the password of every connection string in a text: `postgres://me:secret@db` keeps all but `secret`. */
export function hideUrlPassword(text: string): string {
  if (!text.includes("://")) return text;
  return text.replace(/(:\/\/[^\s:/@"]*:)[^\s@"]+@/g, "$1[hidden]@");
}
