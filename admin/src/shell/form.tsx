import { type ComponentProps, createContext, useContext, useEffect, useMemo, useRef } from 'react';
import { faultSaid } from '../texts/problems.ts';
import { type Fault, faultIn, faultsOf, type FieldsOfProblems } from './faults.ts';

const Faults = createContext<readonly Fault[]>([]);

interface Props extends ComponentProps<'form'> {
  /** Of what the form has sent. */
  readonly error: unknown;
  /** Where this form calls them otherwise. A constant. */
  readonly fields?: FieldsOfProblems;
}

const NONE: FieldsOfProblems = {};
const FAULTY = ':is(input, select, textarea)[aria-invalid="true"], [data-fault]';

/**
 * A form whose fields say what the server refused, each at its place, with the focus on the first. Its inputs are those
 * of `shell/fields`, and called as the fields of the request are.
 */
export function Form({ error, fields = NONE, ...props }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const faults = useMemo(() => faultsOf(error, fields), [error, fields]);
  useEffect(() => {
    if (faults.length > 0) form.current?.querySelector<HTMLElement>(FAULTY)?.focus();
  }, [faults]);
  return (
    <Faults value={faults}>
      <form {...props} ref={form} />
    </Faults>
  );
}

/** @returns what is wrong with the field of this name; nothing outside of forms */
export function useFault(name: string | undefined) {
  const fault = faultIn(useContext(Faults), name);
  if (!fault) return undefined;
  const { text, lang } = faultSaid(fault);
  return <span lang={lang}>{text}</span>;
}
