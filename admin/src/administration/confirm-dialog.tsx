import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';

interface Props {
  readonly title: string;
  /** What happens, to whom, and whether it can be taken back. */
  readonly consequence: string;
  readonly submit: string;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  /** Whether what began it is gone, so that it gets no focus. */
  readonly isDone?: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Says what will happen before it does. */
export function ConfirmDialog(props: Props) {
  const { title, consequence, submit, isOpen, isBusy, isDone = false, error, onClose, onConfirm } = props;
  const text = useText();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      returnFocus={!isDone}
      closeButtonProps={{ 'aria-label': text('app.close') }}
    >
      <Stack>
        {error != null && <ProblemAlert error={error} />}
        <Text style={{ overflowWrap: 'anywhere' }}>{consequence}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {text('booking.keep')}
          </Button>
          <Button color="red" loading={isBusy} onClick={onConfirm}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
