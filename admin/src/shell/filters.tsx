import { Button, Group, SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../texts/use-text.ts';
import { NativeSelect } from './fields/native-select.tsx';
import { TextInput } from './fields/text-input.tsx';

interface Props {
  readonly columns: number;
  /** Absent when nothing is filtered. */
  readonly onClear: (() => void) | undefined;
  readonly children: ReactNode;
}

/** By which a list is narrowed. */
export function Filters({ columns, onClear, children }: Props) {
  const text = useText();
  return (
    <search aria-label={text('bookings.filters')}>
      <SimpleGrid cols={{ base: 2, md: columns }} spacing="sm">
        {children}
      </SimpleGrid>
      {onClear && (
        <Group mt="sm">
          <Button variant="default" size="xs" onClick={onClear}>
            {text('bookings.clear')}
          </Button>
        </Group>
      )}
    </search>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value | undefined;
  readonly nameOf: (value: Value) => string;
  /** With nothing for any. */
  readonly onChange: (value: string) => void;
}

interface SortProps<Value extends string> {
  /** What the server sorts by; the first is how it does unless told. */
  readonly values: readonly [Value, ...Value[]];
  readonly value: Value | undefined;
  readonly nameOf: (value: Value) => string;
  readonly onChange: (value: string) => void;
}

/** In which order the whole list is, not just its page. */
export function SortChoice<Value extends string>({ values, value, nameOf, onChange }: SortProps<Value>) {
  const text = useText();
  return (
    <NativeSelect
      label={text('bookings.sort')}
      value={value ?? values[0]}
      onChange={({ currentTarget: { value: chosen } }) => onChange(chosen)}
      data={values.map((one) => ({ value: one, label: nameOf(one) }))}
    />
  );
}

interface DaysProps {
  readonly days: { readonly from?: string | undefined; readonly to?: string | undefined };
  readonly onChange: (end: 'from' | 'to', day: string) => void;
}

/** From and to which day. */
export function DaysChoice({ days, onChange }: DaysProps) {
  const text = useText();
  return (['from', 'to'] as const).map((end) => (
    <TextInput
      key={end}
      type="date"
      label={text(`bookings.${end}`)}
      value={days[end] ?? ''}
      onChange={({ currentTarget: { value } }) => onChange(end, value)}
    />
  ));
}

export function FilterChoice<Value extends string>({ label, values, value, nameOf, onChange }: ChoiceProps<Value>) {
  const text = useText();
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget: { value: chosen } }) => onChange(chosen)}
      data={[
        { value: '', label: text('bookings.status.any') },
        ...values.map((one) => ({ value: one, label: nameOf(one) })),
      ]}
    />
  );
}
