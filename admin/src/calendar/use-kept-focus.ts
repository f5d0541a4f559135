import { type FocusEvent, useRef } from 'react';

const linkOf = (element: Element) => element.closest('a[href]')?.getAttribute('href') ?? null;

/** Keeps the focus on a booking whose element is replaced by another, because it is in another place now. */
export function useKeptFocus() {
  const focused = useRef<string | null>(null);
  return {
    onFocus: ({ target }: FocusEvent) => {
      focused.current = linkOf(target);
    },
    onBlur: ({ target }: FocusEvent) => {
      // An element that was removed is not connected by then; one of a window that is left keeps the focus.
      queueMicrotask(() => {
        if (target.isConnected && document.activeElement !== target) focused.current = null;
      });
    },
    onMount: (element: HTMLElement) => {
      if (focused.current === null || linkOf(element) !== focused.current) return;
      // The calendar hides what it has not measured, and what is hidden takes no focus.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) element.focus({ preventScroll: true });
      });
    },
  };
}
