import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useText } from '../../texts/use-text.ts';
import { useFault } from '../form.tsx';
import { ProblemAlert } from '../problem-alert.tsx';
import { TextInput } from './text-input.tsx';
import { type Choice, toldApart } from './told-apart.ts';

const TYPING_MS = 300;

/** What there is to choose from, of which there may be more than a list shows. */
export interface Choices {
  readonly key: QueryKey;
  /** The first of those whose names have what is typed. */
  readonly find: (typed: string, signal?: AbortSignal) => Promise<readonly Choice[]>;
  /** What one is called that the address of the page has chosen. */
  readonly nameOf?: (value: string) => Promise<string>;
}

interface Props {
  readonly label: string;
  readonly choices: Choices;
  readonly name?: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  /** Chosen to begin with, also where it is not among those that are found. */
  readonly initial?: Choice;
  /** Chosen now, where the page keeps it. */
  readonly value?: string | undefined;
  /** With nothing for none; with the choice itself for whoever shows it elsewhere. */
  readonly onChange?: (value: string, choice?: Choice) => void;
  /** What is chosen goes elsewhere, and the field is empty for the next. */
  readonly isEmptied?: boolean;
}

/** Chooses one of many: the server is asked for what is typed, and the browser shows what it finds. */
export function SearchSelect({
  label,
  choices: { key, find, nameOf },
  name,
  description,
  placeholder,
  isRequired = false,
  initial,
  value,
  onChange,
  isEmptied = false,
}: Props) {
  const text = useText();
  const queries = useQueryClient();
  const list = useId();
  const fault = useFault(name);
  const input = useRef<HTMLInputElement>(null);
  const told = useRef<string | undefined>(undefined);
  const given = useRef<string | undefined>(undefined);
  const [typed, setTyped] = useState(initial?.label ?? '');
  const [chosen, setChosen] = useState<Choice | null>(initial ?? null);
  // What is chosen stands in the field as if it had been typed, and is not looked for.
  const [asked] = useDebouncedValue(chosen ? '' : typed.trim(), TYPING_MS);
  const { data, error, refetch } = useQuery({
    queryKey: [...key, 'choices', asked],
    queryFn: async ({ signal }) => toldApart(await find(asked, signal)),
    placeholderData: keepPreviousData,
  });
  const choose = (choice: Choice | null) => {
    if (isEmptied) {
      if (!choice) return;
      setTyped('');
      onChange?.(choice.value, choice);
      return;
    }
    setChosen(choice);
    const next = choice?.value;
    if (next === told.current) return;
    told.current = next;
    onChange?.(next ?? '', choice ?? undefined);
  };
  const called = data?.find((one) => one.label === typed.trim());
  useEffect(() => {
    // It was typed before the server answered.
    if (called && !chosen) choose(called);
  });
  useEffect(() => {
    // What stays as it was given is not given anew, whatever the page is drawn again for.
    if (value === given.current) return;
    given.current = value;
    if (value === told.current) return;
    // Changed from elsewhere: by what removes all filters, or the browser's own button.
    told.current = value;
    if (value === undefined) {
      setChosen(null);
      setTyped('');
      return;
    }
    const named = async () => (await nameOf?.(value)) ?? value;
    queries.query({ queryKey: [...key, 'named', value], queryFn: named }).then(
      (known) => {
        if (told.current !== value) return;
        setChosen({ value, label: known });
        setTyped(known);
      },
      () => setTyped(value),
    );
  }, [value, key, nameOf, queries]);
  const isUnknown = typed.trim() !== '' && !chosen;
  useEffect(() => input.current?.setCustomValidity(isUnknown && name !== undefined ? text('choices.choose') : ''));
  return (
    <div>
      <TextInput
        ref={input}
        list={list}
        autoComplete="off"
        label={label}
        description={description}
        placeholder={placeholder ?? text('choices.type')}
        error={fault}
        required={isRequired}
        withAsterisk={false}
        value={typed}
        onChange={({ currentTarget: { value: now } }) => {
          setTyped(now);
          choose(data?.find((one) => one.label === now.trim()) ?? null);
        }}
      />
      {name !== undefined && <input type="hidden" name={name} value={chosen?.value ?? ''} />}
      <datalist id={list}>
        {data?.map((one) => (
          <option key={one.value} value={one.label} />
        ))}
      </datalist>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
    </div>
  );
}
