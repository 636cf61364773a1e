const secrets = [
  "authorization",
  "cookie",
  "password",
  "apiKey",
  "apiKeys",
  "secretAccessKey",
  "token",
];

/** Where secrets may stand in what is logged, as paths for pino. */
export const secretPaths = secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** Hides the password of every connection string in a text: `postgres://me:secret@db` keeps all but `secret`. */
export function hideUrlPassword(text: string): string {
  if (!text.includes("://")) return text;
  return text.replace(/(:\/\/[^\s:/@"]*:)[^\s@"]+@/g, "$1[hidden]@");
}
