import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { TextInput } from './fields/text-input.tsx';

const TYPING_MS = 300;

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly type?: 'search' | 'email';
  /** Once nobody types any more. */
  readonly onChange: (value: string) => void;
}

/** Looks for what is typed; the field stays itself meanwhile, with the focus. */
export function SearchField({ label, value = '', type = 'search', onChange }: Props) {
  const [given, setGiven] = useState(value);
  const asked = useRef(value);
  const ask = useDebouncedCallback((wanted: string) => {
    asked.current = wanted;
    onChange(wanted);
  }, TYPING_MS);
  useEffect(() => {
    if (value === asked.current) return;
    // Changed from elsewhere: by what removes all filters, or the browser's own button.
    asked.current = value;
    setGiven(value);
  }, [value]);
  return (
    <TextInput
      type={type}
      label={label}
      value={given}
      // Another filter, or what removes them all, comes after what was typed.
      onBlur={ask.flush}
      onChange={({ currentTarget: { value: typed, validity } }) => {
        setGiven(typed);
        if (validity.valid) ask(typed.trim());
      }}
    />
  );
}
