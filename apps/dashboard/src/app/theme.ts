export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "rookery-theme";

/** What the person chose in this browser; `system` follows the operating system. */
export function readTheme(): Theme {
  const kept = localStorage.getItem(key);
  return themes.find((theme) => theme === kept) ?? "system";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  applyTheme();
}

export function applyTheme(): void {
  const theme = readTheme();
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
