import type { MouseEvent } from 'react';

/** A handler that passes over the second press of a double click, however soon the first one was answered. */
export function onePress(act: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) act();
  };
}
