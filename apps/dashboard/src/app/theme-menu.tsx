import { Menu } from "@base-ui/react/menu";
import { Check, SunMoon } from "lucide-react";
import { useState } from "react";
import menu from "../components/controls/menu.module.css";
import shell from "./shell.module.css";

const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];

const key = "rookery-theme";

const labels: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

export function ThemeMenu() {
  const [theme, setTheme] = useState(readTheme);
  const choose = (chosen: Theme) => {
    chooseTheme(chosen);
    setTheme(chosen);
  };
  return (
    <Menu.Root>
      <Menu.Trigger className={`${shell.item} ${menu.plain}`}>
        <SunMoon aria-hidden size={18} />
        <span>Appearance</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="start" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            <Menu.RadioGroup value={theme} onValueChange={choose}>
              {themes.map((one) => (
                <Menu.RadioItem key={one} value={one} className={menu.item} closeOnClick>
                  <Menu.RadioItemIndicator keepMounted className={menu.mark}>
                    <Check aria-hidden size={15} />
                  </Menu.RadioItemIndicator>
                  {labels[one]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** What the person chose in this browser; `system` follows the operating system. */
function readTheme(): Theme {
  const kept = localStorage.getItem(key);
  return themes.find((theme) => theme === kept) ?? "system";
}

function chooseTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  applyTheme();
}

/** Shows the page in the theme that was chosen; it begins with this, so that none flashes by. */
export function applyTheme(): void {
  const theme = readTheme();
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
