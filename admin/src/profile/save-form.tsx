import { PreconditionFailed } from '@lyceum/sdk';
import { Group, Stack } from '@mantine/core';
import type { ReactNode, SyntheticEvent } from 'react';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { Outcome } from './outcome.tsx';
import { Form } from '../shell/form.tsx';

interface Props {
  readonly submit: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** What has come of it. */
  readonly done: string | null;
  readonly onSubmit: (form: HTMLFormElement) => void;
  readonly children: ReactNode;
}

/** Fields with a button below them. */
export function SaveForm({ submit, isBusy, error, done, onSubmit, children }: Props) {
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(event.currentTarget);
  };
  // What another window has saved is shown by this page once it is loaded again.
  const again = error instanceof PreconditionFailed ? { onRetry: () => location.reload() } : {};
  return (
    <Form error={error} onSubmit={send}>
      <Stack>
        {error != null && <ProblemAlert error={error} {...again} />}
        {children}
        <Group justify="flex-end">
          <Outcome text={done} />
          <SteadyButton type="submit" isOff={isBusy}>
            {submit}
          </SteadyButton>
        </Group>
      </Stack>
    </Form>
  );
}

/** @returns what a field of the form holds */
export function valueOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}
