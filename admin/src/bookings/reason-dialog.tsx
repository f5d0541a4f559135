import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode, SyntheticEvent } from 'react';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { Textarea } from '../shell/fields/textarea.tsx';
import { Form } from '../shell/form.tsx';

const LONGEST_REASON = 500;

interface Props {
  readonly title: string;
  readonly submit: string;
  readonly isOpen: boolean;
  /** Whether the focus goes back to the button when it closes, which may be gone. */
  readonly returnsFocus: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onSubmit: (reason: string | undefined) => void;
  /** What else is asked. */
  readonly children?: ReactNode;
}

/** Asks for the reason of what cannot be undone by everybody. */
export function ReasonDialog({
  title,
  submit,
  isOpen,
  returnsFocus,
  isBusy,
  error,
  onClose,
  onSubmit,
  children,
}: Props) {
  const text = useText();
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get('reason');
    onSubmit(typeof reason === 'string' && reason.trim() !== '' ? reason.trim() : undefined);
  };
  return (
    <Modal
      opened={isOpen}
      returnFocus={returnsFocus}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': text('app.close') }}
    >
      <Form error={error} onSubmit={send}>
        <Stack>
          {error != null && <ProblemAlert error={error} />}
          {children}
          <Textarea
            name="reason"
            label={text('booking.reason.label')}
            maxLength={LONGEST_REASON}
            autosize
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text('booking.keep')}
            </Button>
            <SteadyButton type="submit" color="red" isOff={isBusy}>
              {submit}
            </SteadyButton>
          </Group>
        </Stack>
      </Form>
    </Modal>
  );
}
