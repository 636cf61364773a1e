import { AppError } from "@rookery/contracts";

/** The bytes, if this is their hash (hex); throws `artifact-corrupt` otherwise. */
export async function verifySha256(
  bytes: Uint8Array<ArrayBuffer>,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hash === sha256) return bytes;
  throw new AppError("artifact-corrupt", "What arrived is not the file that was registered.", {
    hint: "Try again; when it stays so, the stored file is damaged.",
  });
}
