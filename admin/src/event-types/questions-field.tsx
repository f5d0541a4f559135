import type { EventTypeQuestion, QuestionType } from '@lyceum/sdk';
import { Button, Fieldset, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { FaultOf } from '../shell/fields/fault-of.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Textarea } from '../shell/fields/textarea.tsx';
import { useTyped } from '../shell/use-typed.ts';
import { useText } from '../texts/use-text.ts';
import { MOST_QUESTIONS, QUESTION_TYPES, questionField, takesOptions } from './question-values.ts';

const LONGEST_LABEL = 200;

/** Inputs keep what is typed in them: a row is known by its number, wherever it stands. */
export interface QuestionRow {
  readonly number: number;
  /** As it is saved; nothing for a new one. */
  readonly saved: EventTypeQuestion | undefined;
}

interface Props {
  readonly rows: readonly QuestionRow[];
  readonly onChange: (rows: readonly QuestionRow[]) => void;
}

/** What whoever books is asked, besides name and address. */
export function QuestionsField({ rows, onChange }: Props) {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const next = useRef(rows.length);
  const add = () => {
    flushSync(() => onChange([...rows, { number: next.current++, saved: undefined }]));
    list.current?.lastElementChild?.querySelector<HTMLInputElement>('input:not([type=hidden])')?.focus();
  };
  const remove = (index: number) => {
    onChange(rows.toSpliced(index, 1));
    // The button that had the focus is gone.
    adder.current?.focus();
  };
  const raise = (index: number) => {
    const row = rows[index];
    if (row) onChange(rows.toSpliced(index, 1).toSpliced(index - 1, 0, row));
  };
  return (
    <Fieldset legend={text('questions.title')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {text('questions.hint')}
        </Text>
        <Stack ref={list}>
          {rows.map(({ number, saved }, index) => (
            <Question
              key={number}
              index={index}
              saved={saved}
              onRaise={index === 0 ? undefined : () => raise(index)}
              onRemove={() => remove(index)}
            />
          ))}
        </Stack>
        <FaultOf name="questions" />
        <Group>
          <Button ref={adder} variant="default" onClick={add} disabled={rows.length >= MOST_QUESTIONS}>
            {text('questions.add')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

interface QuestionProps {
  readonly index: number;
  readonly saved: EventTypeQuestion | undefined;
  /** Absent for the first. */
  readonly onRaise: (() => void) | undefined;
  readonly onRemove: () => void;
}

function Question({ index, saved, onRaise, onRemove }: QuestionProps) {
  const text = useText();
  const [type, setType] = useState<QuestionType>(saved?.type ?? 'text');
  const typed = useTyped();
  const about = text('questions.number', { number: index + 1 });
  return (
    <Paper withBorder p="sm" role="group" aria-label={about}>
      <Stack gap="sm">
        <input type="hidden" name={questionField(index, 'key')} value={saved?.key ?? ''} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            name={questionField(index, 'label')}
            label={about}
            description={saved && text('questions.key', { key: saved.key })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={LONGEST_LABEL}
            defaultValue={saved?.label}
            required
            withAsterisk={false}
          />
          <NativeSelect
            name={questionField(index, 'type')}
            label={text('questions.type')}
            value={type}
            onChange={({ currentTarget: { value } }) => setType(QUESTION_TYPES.find((one) => one === value) ?? 'text')}
            data={QUESTION_TYPES.map((value) => ({ value, label: text(`questions.type.${value}`) }))}
          />
        </SimpleGrid>
        {takesOptions(type) && (
          <Textarea
            label={text('questions.options')}
            description={text('questions.options.hint')}
            autosize
            minRows={3}
            {...typed('options', saved?.options?.join('\n'))}
            name={questionField(index, 'options')}
            required
            withAsterisk={false}
          />
        )}
        <Checkbox
          name={questionField(index, 'required')}
          label={text(type === 'boolean' ? 'questions.consent' : 'questions.required')}
          defaultChecked={saved?.required ?? false}
        />
        <FaultOf name={questionField(index, 'key')} />
        <Group gap="xs">
          {onRaise && (
            <Button variant="default" size="xs" onClick={onRaise} aria-label={`${text('questions.raise')} (${about})`}>
              {text('questions.raise')}
            </Button>
          )}
          <Button variant="default" size="xs" onClick={onRemove} aria-label={`${text('absences.remove')} (${about})`}>
            {text('absences.remove')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
