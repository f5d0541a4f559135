import { Alert, Button, Group } from '@mantine/core';
import { useText } from '../texts/use-text.ts';

interface Props {
  readonly said: string;
  /** Absent where it cannot be taken back. */
  readonly onUndo?: (() => void) | undefined;
}

/** What was just done, and the button that takes it back. */
export function Undoable({ said, onUndo }: Props) {
  const text = useText();
  return (
    <Alert color="green">
      <Group>
        {said}
        {onUndo && (
          <Button variant="default" size="xs" onClick={onUndo}>
            {text('booking.restore')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
