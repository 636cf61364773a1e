import type { ModelSignature } from "@rookery/contracts";
import type { UseFormRegisterReturn } from "react-hook-form";
import { Field, Input, Select } from "../../../components/controls/field.tsx";

interface InputFieldProps {
  input: ModelSignature["inputs"][number];
  registration: UseFormRegisterReturn;
}

/** The control that fits an input's kind; empty means missing. */
export function InputField({ input, registration }: InputFieldProps) {
  const { name, kind } = input;
  const choices = kind === "boolean" ? ["true", "false"] : input.categories;
  return (
    <Field label={name}>
      {(ids) =>
        choices ? (
          <Select {...ids} {...registration}>
            <option value="">missing</option>
            {choices.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        ) : (
          <Input
            {...ids}
            {...registration}
            inputMode={kind === "number" ? "decimal" : "text"}
            placeholder={kind === "date" ? "2024-12-31" : "missing"}
            autoComplete="off"
          />
        )
      }
    </Field>
  );
}
