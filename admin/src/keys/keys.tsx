import type { ApiKey, ApiKeyWithSecret } from '@lyceum/sdk';
import { Group, Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { PresentPassword } from '../profile/password-field.tsx';
import { DialogButton } from '../shell/dialog-button.tsx';
import { textIn, typedIn } from '../shell/form-values.ts';
import { SecretNotice } from '../shell/secret-notice.tsx';
import { StateBadge } from '../shell/state-badge.tsx';
import { useDone } from '../shell/use-done.tsx';
import { WholeList } from '../shell/whole-list.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { keyOf, KeyFields, LONGEST_NAME } from './key-fields.tsx';
import { NumberInput } from '../shell/fields/number-input.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';

const KEYS = ['api-keys'] as const;
const MOST = 100;
const LONGEST_OVERLAP_HOURS = 168;
const USUAL_OVERLAP_HOURS = 24;

/** The keys of a service account, or one's own: to make, rename, rotate and revoke. */
export function Keys({ serviceAccountId }: { readonly serviceAccountId?: string }) {
  const text = useText();
  const done = useDone();
  const [made, setMade] = useState<ApiKeyWithSecret | null>(null);
  const whose = serviceAccountId === undefined ? {} : { serviceAccountId };
  const query = useQuery({
    queryKey: [...KEYS, whose],
    queryFn: ({ signal }) => lyceum.apiKeys.list({ ...whose, limit: MOST }, { signal }),
  });
  return (
    <>
      {made && (
        <SecretNotice
          title={text('keys.secret.title', { name: made.name })}
          hint={text('keys.secret.text')}
          secret={made.secret}
        />
      )}
      {done.message}
      <Group>
        <DialogButton
          label={text('keys.new')}
          variant="filled"
          title={text('keys.new.title')}
          submit={text('keys.new.submit')}
          action={(given) => lyceum.apiKeys.create({ ...keyOf(given), ...whose })}
          changes={KEYS}
          onDone={setMade}
        >
          <KeyFields />
        </DialogButton>
      </Group>
      <WholeList query={query} empty={text('keys.empty')} cut={text('keys.cut')}>
        {(keys) =>
          keys.map((key) => (
            <Key
              key={key.id}
              apiKey={key}
              onMade={setMade}
              onDone={done.say}
              onRevoked={() => setMade((shown) => (shown?.id === key.id ? null : shown))}
            />
          ))
        }
      </WholeList>
    </>
  );
}

interface DoneProps {
  readonly onMade: (key: ApiKeyWithSecret) => void;
  readonly onDone: (said: string) => void;
  readonly onRevoked: () => void;
}

interface KeyProps extends DoneProps {
  readonly apiKey: ApiKey;
}

function Key({ apiKey, ...on }: KeyProps) {
  const text = useText();
  const times = useTimes();
  const { name, hint, scopes, requestsPerMinute, createdAt, expiresAt, lastUsedAt, lastUsedNetwork } = apiKey;
  const isOver = Date.parse(expiresAt) <= Date.now();
  const used =
    lastUsedAt === null
      ? text('keys.neverUsed')
      : text('keys.used', { moment: times.moment(lastUsedAt), network: lastUsedNetwork ?? '–' });
  return (
    <Paper withBorder p="sm" role="group" aria-label={name} style={{ overflowWrap: 'anywhere' }}>
      <Text fw={600}>{name}</Text>
      <Text size="sm" c="dimmed">
        {hint}
      </Text>
      <Text size="sm">{scopes.join(', ')}</Text>
      {requestsPerMinute !== null && <Text size="sm">{text('keys.limit', { count: requestsPerMinute })}</Text>}
      <Text size="sm">{text('keys.made', { moment: times.moment(createdAt) })}</Text>
      <Text size="sm">{used}</Text>
      {isOver ? (
        <StateBadge tone="off">{text('keys.over')}</StateBadge>
      ) : (
        <Text size="sm">{text('keys.ends', { moment: times.moment(expiresAt) })}</Text>
      )}
      <Group gap="xs" mt="xs">
        <RenameButton {...{ apiKey, ...on }} />
        {!isOver && <RotateButton {...{ apiKey, ...on }} />}
        <RevokeButton {...{ apiKey, ...on }} />
      </Group>
    </Paper>
  );
}

function RenameButton({ apiKey: { id, name, version }, onDone }: KeyProps) {
  const text = useText();
  return (
    <DialogButton
      label={text('keys.rename')}
      about={name}
      title={text('keys.rename.title', { name })}
      submit={text('eventTypes.save')}
      action={(given) => lyceum.apiKeys.update(id, { name: textIn(given, 'name') }, { ifMatch: version })}
      changes={KEYS}
      onDone={(key) => onDone(text('keys.renamed', { name: key.name }))}
    >
      <TextInput
        name="name"
        label={text('keys.name')}
        maxLength={LONGEST_NAME}
        defaultValue={name}
        required
        withAsterisk={false}
        data-autofocus
      />
    </DialogButton>
  );
}

function RotateButton({ apiKey: { id, name }, onMade }: KeyProps) {
  const text = useText();
  return (
    <DialogButton
      label={text('keys.rotate')}
      about={name}
      title={text('keys.rotate.title', { name })}
      submit={text('keys.rotate.submit')}
      action={(given) =>
        lyceum.apiKeys.rotate(id, {
          overlapHours: Number(given.get('overlapHours')),
          password: typedIn(given, 'password'),
        })
      }
      changes={KEYS}
      onDone={onMade}
      says={text('keys.rotate.text')}
    >
      <NumberInput
        name="overlapHours"
        label={text('keys.overlap')}
        min={0}
        max={LONGEST_OVERLAP_HOURS}
        defaultValue={USUAL_OVERLAP_HOURS}
        required
        withAsterisk={false}
        hideControls
      />
      <PresentPassword />
    </DialogButton>
  );
}

function RevokeButton({ apiKey: { id, name }, onDone, onRevoked }: KeyProps) {
  const text = useText();
  return (
    <DialogButton
      label={text('keys.revoke')}
      about={name}
      title={text('keys.revoke.title', { name })}
      submit={text('keys.revoke.submit')}
      isFinal
      action={() => lyceum.apiKeys.delete(id)}
      changes={KEYS}
      onDone={() => {
        onRevoked();
        onDone(text('keys.revoked', { name }));
      }}
      says={text('keys.revoke.text')}
    />
  );
}
