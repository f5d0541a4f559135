import { useLingui } from '@lingui/react';

/** The codes of rosters that the page has words for. */
const KEYS = {
  kind: (code: string) => `imports.kind.${code}`,
  state: (code: string) => `imports.state.${code}`,
  outcome: (code: string) => `imports.outcome.${code}`,
  reason: (code: string) => `imports.reason.${code}`,
  column: (code: string) => `imports.column.${code}`,
  fault: (code: string) => `imports.fault.${code}`,
  value: (code: string) => `imports.value.${code}`,
} as const;

/** @returns what the server calls by a code, in words; one that is new stays as it is */
export function useImportNames(): (group: keyof typeof KEYS, code: string) => string {
  const { i18n } = useLingui();
  return (group, code) => {
    const key = KEYS[group](code);
    return key in i18n.messages ? i18n._(key) : code;
  };
}
