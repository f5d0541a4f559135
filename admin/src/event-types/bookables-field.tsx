import type { Bookable } from '@lyceum/sdk';
import { Button, Fieldset, Group, Loader, Stack, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { BOOKABLES } from '../bookables/bookable-buttons.tsx';
import { bookablesBy } from '../bookables/bookable-choices.ts';
import { lyceum } from '../lyceum.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { FaultOf } from '../shell/fields/fault-of.tsx';
import { SearchSelect } from '../shell/fields/search-select.tsx';
import { useText } from '../texts/use-text.ts';

const MOST = 10;

interface Props {
  /** Whose rooms there are besides one's own; null for none. */
  readonly organizationId: string | null;
  readonly requiredBookableIds: readonly string[];
}

/** Rooms and devices that each booking takes. */
export function BookablesField({ organizationId, requiredBookableIds }: Props) {
  const text = useText();
  const user = useUser();
  const [ids, setIds] = useState(requiredBookableIds);
  const isUsable = (one: Bookable) =>
    one.isActive && (one.ownerId === user.id || (organizationId !== null && one.organizationId === organizationId));
  return (
    <Fieldset legend={text('eventTypes.bookables')}>
      <Stack gap="xs">
        <Chosen ids={ids} onRemove={(id) => setIds(ids.filter((one) => one !== id))} />
        {ids.map((id) => (
          <input key={id} type="hidden" name="requiredBookableIds" value={id} />
        ))}
        {ids.length < MOST && (
          <SearchSelect
            label={text('eventTypes.bookables.add')}
            choices={{
              key: [...BOOKABLES, 'usable', organizationId],
              find: (typed, signal) => bookablesBy(typed, isUsable, signal),
            }}
            isEmptied
            onChange={(id) => setIds([...ids.filter((one) => one !== id), id])}
          />
        )}
        <FaultOf name="requiredBookableIds" />
      </Stack>
    </Fieldset>
  );
}

interface ChosenProps {
  readonly ids: readonly string[];
  readonly onRemove: (id: string) => void;
}

function Chosen({ ids, onRemove }: ChosenProps) {
  const text = useText();
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: [...BOOKABLES, 'one', id],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => lyceum.bookables.get(id, { signal }),
    })),
  });
  if (ids.length === 0) return <Text size="sm">{text('eventTypes.bookables.none')}</Text>;
  return ids.map((id, index) => {
    const { data, isPending } = found[index] ?? { isPending: true };
    // What is gone, or is not shown to everybody, has no name.
    const name = data?.name ?? text('external.other');
    return isPending ? (
      <Loader key={id} size="sm" aria-label={text('app.loading')} role="status" />
    ) : (
      <Group key={id} justify="space-between" wrap="nowrap" style={{ overflowWrap: 'anywhere' }}>
        <Text>{name}</Text>
        <Button
          variant="default"
          size="xs"
          aria-label={`${text('absences.remove')} (${name})`}
          onClick={() => onRemove(id)}
          style={{ flexShrink: 0 }}
        >
          {text('absences.remove')}
        </Button>
      </Group>
    );
  });
}
