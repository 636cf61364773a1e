import { Field, Input, useRestedText } from "../../../../components/controls/field.tsx";

interface FilterInputProps {
  where: string;
  /** A term that fits these runs, such as `accuracy>0.93`. */
  example: string;
  onChange: (where: string) => void;
}

export function FilterInput({ where, example, onChange }: FilterInputProps) {
  const [text, setText] = useRestedText(where, onChange);
  return (
    <Field
      label="Filter"
      hint={
        <>
          Such as <code>state=succeeded {example}</code>: all must hold. Names are those of the
          columns.
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
