import { Button, type ButtonProps, Group, Modal, Stack, Text } from '@mantine/core';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { useText } from '../texts/use-text.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { Form } from './form.tsx';

interface Props<Answer> {
  readonly label: string;
  /** Whom or what it is about, for whoever hears many buttons of one name: such buttons are small. */
  readonly about?: string;
  readonly variant?: ButtonProps['variant'];
  readonly size?: ButtonProps['size'];
  readonly title: string;
  readonly submit: string;
  /** What cannot be taken back. */
  readonly isFinal?: boolean;
  readonly action: (given: FormData) => PromiseLike<Answer>;
  /** What to ask for anew, also when it failed: mostly somebody was faster. */
  readonly changes: QueryKey;
  /** Goes on elsewhere with the focus: the button may be gone. */
  readonly onDone: (answer: Answer) => void;
  /** What happens. */
  readonly says?: string;
  /** The fields of what is asked for. */
  readonly children?: ReactNode;
}

/** Asks before it does something. */
export function DialogButton<Answer>({
  label,
  about,
  variant = 'default',
  size = about === undefined ? 'sm' : 'xs',
  title,
  submit,
  isFinal = false,
  action,
  changes,
  onDone,
  says,
  children,
}: Props<Answer>) {
  const text = useText();
  const queries = useQueryClient();
  const [state, setState] = useState<'closed' | 'open' | 'done'>('closed');
  const act = useMutation({
    mutationFn: async (given: FormData) => action(given),
    onSuccess: (answer) => {
      setState('done');
      onDone(answer);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: changes }),
  });
  const open = () => {
    act.reset();
    setState('open');
  };
  const close = () => setState('closed');
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    act.mutate(new FormData(event.currentTarget));
  };
  return (
    <>
      <Button
        variant={variant}
        size={size}
        onClick={open}
        {...(about === undefined ? {} : { 'aria-label': `${label} (${about})` })}
      >
        {label}
      </Button>
      <Modal
        opened={state === 'open'}
        onClose={close}
        returnFocus={state !== 'done'}
        title={title}
        closeButtonProps={{ 'aria-label': text('app.close') }}
      >
        <Form error={act.error} onSubmit={send}>
          <Stack style={{ overflowWrap: 'anywhere' }}>
            {act.isError && <ProblemAlert error={act.error} />}
            {says !== undefined && <Text>{says}</Text>}
            {children}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {text('app.changeNothing')}
              </Button>
              <Button type="submit" loading={act.isPending} {...(isFinal ? { color: 'red' } : {})}>
                {submit}
              </Button>
            </Group>
          </Stack>
        </Form>
      </Modal>
    </>
  );
}
