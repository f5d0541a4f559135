import type { SeriesScope } from '@lyceum/sdk';
import { Radio, Stack } from '@mantine/core';
import { textIn } from '../shell/form-values.ts';
import { useText } from '../texts/use-text.ts';
import { type ChosenScope, SCOPES } from './use-series.ts';

const NAME = 'scope';

/** @returns what a form with the field says; this one alone where it has none */
export function scopeIn(given: FormData): SeriesScope {
  return SCOPES.find((one) => one === textIn(given, NAME)) ?? 'this';
}

interface Props {
  readonly value: ChosenScope;
  readonly onChange: (chosen: ChosenScope) => void;
}

/** How much of a series a change of one of its bookings is for. */
export function ScopeField({ value, onChange }: Props) {
  const text = useText();
  return (
    <Radio.Group
      name={NAME}
      label={text('booking.scope')}
      value={value.scope}
      onChange={(chosen) => onChange({ ...value, scope: SCOPES.find((one) => one === chosen) ?? 'this' })}
    >
      <Stack gap="xs" mt="xs">
        {SCOPES.map((scope) => (
          <Radio key={scope} value={scope} label={text(`booking.scope.${scope}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
