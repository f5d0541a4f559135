import { Alert } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

interface Props {
  readonly children: ReactNode;
}

/** What was done, with the focus: the button that did it is gone. */
export function DoneAlert({ children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <Alert ref={box} role="status" tabIndex={-1} color="green">
      {children}
    </Alert>
  );
}
