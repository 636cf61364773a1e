import { Field, Input } from "../../components/field.tsx";
import { useRestedText } from "../../components/use-rested-text.ts";

interface FilterInputProps {
  where: string;
  objective: string;
  onChange: (where: string) => void;
}

export function FilterInput({ where, objective, onChange }: FilterInputProps) {
  const [text, setText] = useRestedText(where, onChange);
  return (
    <Field
      label="Filter"
      hint={
        <>
          Such as <code>steps&gt;=50 state=succeeded {objective}&gt;0.9</code>: all must hold
        </>
      }
    >
      {(ids) => (
        <Input
          {...ids}
          type="search"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      )}
    </Field>
  );
}
