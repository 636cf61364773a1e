import { Menu } from "@base-ui/react/menu";
import { Check, Columns3 } from "lucide-react";
import { Button } from "../../../../components/controls/button.tsx";
import menu from "../../../../components/controls/menu.module.css";
import type { RunColumn } from "./run-columns.tsx";

interface ColumnsMenuProps {
  columns: readonly RunColumn[];
  hidden: ReadonlySet<string>;
  onChange: (hidden: ReadonlySet<string>) => void;
}

export function ColumnsMenu({ columns, hidden, onChange }: ColumnsMenuProps) {
  const toggle = (id: string, isShown: boolean) => {
    const next = new Set(hidden);
    if (isShown) next.delete(id);
    else next.add(id);
    onChange(next);
  };
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button />}>
        <Columns3 aria-hidden size={16} />
        Columns
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            {columns.slice(1).map(({ id, title }) => (
              <Menu.CheckboxItem
                key={id}
                className={menu.item}
                checked={!hidden.has(id)}
                onCheckedChange={(isShown) => toggle(id, isShown)}
              >
                <Menu.CheckboxItemIndicator keepMounted className={menu.mark}>
                  <Check aria-hidden size={15} />
                </Menu.CheckboxItemIndicator>
                {title}
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
