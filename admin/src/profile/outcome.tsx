import { Alert } from '@mantine/core';

interface Props {
  /** Null as long as nothing has come of it. */
  readonly text: string | null;
}

/** A status message (WCAG 2.2, 4.1.3) beside the button that led to it. */
export function Outcome({ text }: Props) {
  return (
    <div role="status" style={{ flex: '1 1 auto' }}>
      {text !== null && (
        <Alert color="green" py="xs">
          {text}
        </Alert>
      )}
    </div>
  );
}
