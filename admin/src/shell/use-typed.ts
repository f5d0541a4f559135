import { type ChangeEvent, useState } from 'react';

/**
 * What is typed in fields that are not always there, and stays while they are not.
 * @returns what such a field needs, by its name and what is in it at first
 */
export function useTyped() {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  return (name: string, initial: string | number | null | undefined) => ({
    name,
    value: typed[name] ?? String(initial ?? ''),
    onChange: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
      setTyped((before) => ({ ...before, [name]: value })),
  });
}
