/**
 * The content security policy of pages that others wrote, such as Swagger UI and
 * Bull Board: code from here only, and nothing is asked of other sites. They
 * carry styles of their own in the page, and draw symbols from `data:`.
 */
export function policyOfPages(): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; ");
}
