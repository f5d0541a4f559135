import type { ApiKeyScope, NewApiKey } from '@lyceum/sdk';
import { Fieldset, SimpleGrid } from '@mantine/core';
import { PresentPassword } from '../profile/password-field.tsx';
import { textIn, typedIn } from '../shell/form-values.ts';
import { useText } from '../texts/use-text.ts';
import { SCOPES } from './scopes.ts';
import { NumberInput } from '../shell/fields/number-input.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { FaultOf } from '../shell/fields/fault-of.tsx';

export const LONGEST_NAME = 100;
const MOST_DAYS = 365;
const USUAL_DAYS = 90;
const MOST_REQUESTS = 100_000;

/** Which program a key is for, what it may do and for how long. */
export function KeyFields() {
  const text = useText();
  return (
    <>
      <TextInput
        name="name"
        label={text('keys.name')}
        description={text('keys.name.hint')}
        maxLength={LONGEST_NAME}
        required
        withAsterisk={false}
        data-autofocus
      />
      <Fieldset legend={text('keys.scopes')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
          {SCOPES.map((scope) => (
            <Checkbox key={scope} name="scopes" value={scope} label={scope} />
          ))}
        </SimpleGrid>
        <FaultOf name="scopes" />
      </Fieldset>
      <NumberInput
        name="expiresInDays"
        label={text('keys.days')}
        min={1}
        max={MOST_DAYS}
        defaultValue={USUAL_DAYS}
        required
        withAsterisk={false}
        hideControls
      />
      <NumberInput
        name="requestsPerMinute"
        label={text('keys.requests')}
        description={text('keys.requests.hint')}
        min={1}
        max={MOST_REQUESTS}
        hideControls
      />
      <PresentPassword />
    </>
  );
}

export function keyOf(given: FormData): NewApiKey {
  const requests = textIn(given, 'requestsPerMinute');
  return {
    name: textIn(given, 'name'),
    scopes: given.getAll('scopes') as ApiKeyScope[],
    expiresInDays: Number(given.get('expiresInDays')),
    requestsPerMinute: requests === '' ? null : Number(requests),
    password: typedIn(given, 'password'),
  };
}
