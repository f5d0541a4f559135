import { useRef, useState } from 'react';

interface State<Subject> {
  readonly subject: Subject;
  readonly isOpen: boolean;
  /** The key of the dialog: each time it opens, it begins anew. */
  readonly round: number;
}

/** A dialog about something. When it closes, the focus goes back to where it was before. */
export function useDialog<Subject>() {
  const [state, setState] = useState<State<Subject> | null>(null);
  const before = useRef<Element | null>(null);
  return {
    dialog: state,
    open: (subject: Subject) => {
      before.current = document.activeElement;
      setState((last) => ({ subject, isOpen: true, round: (last?.round ?? 0) + 1 }));
    },
    close: () => {
      setState((last) => last && { ...last, isOpen: false });
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
      before.current = null;
    },
  };
}
