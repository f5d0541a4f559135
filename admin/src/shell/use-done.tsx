import { Alert } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';

interface Done {
  /** Where it is said. */
  readonly message: ReactNode;
  readonly say: (text: string) => void;
}

/** Says what was just done, with the focus: what was pressed may be gone, and the keyboard goes on from there. */
export function useDone(): Done {
  const [said, setSaid] = useState('');
  const status = useRef<HTMLDivElement>(null);
  return {
    message: (
      <div role="status" ref={status} tabIndex={-1}>
        {said !== '' && <Alert color="green">{said}</Alert>}
      </div>
    ),
    say: (text) => {
      setSaid(text);
      status.current?.focus();
    },
  };
}
