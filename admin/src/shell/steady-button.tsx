import { Button, type ButtonProps } from '@mantine/core';
import type { MouseEvent, MouseEventHandler } from 'react';

interface Props extends Omit<ButtonProps, 'disabled' | 'loading' | 'data-disabled'> {
  /** Whether it does nothing, because its work is under way or there is none. */
  readonly isOff: boolean;
  readonly type?: 'submit';
  readonly onClick?: MouseEventHandler<HTMLButtonElement>;
  readonly 'aria-label'?: string;
}

/** Has `aria-disabled` in place of `disabled`, with which a button loses the focus. */
export function SteadyButton({ isOff, onClick, ...props }: Props) {
  return <Button {...props} aria-disabled={isOff} data-disabled={isOff} onClick={isOff ? ignore : onClick} />;
}

/** A submit button submits nothing then, nor does Enter in its form. */
function ignore(event: MouseEvent): void {
  event.preventDefault();
}
