import type { EventType, SlotReason } from '@lyceum/sdk';
import { Group, List, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SyntheticEvent } from 'react';
import { fromLocalTime } from '../bookings/local-time.ts';
import { lyceum } from '../lyceum.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';
import { textIn } from '../shell/form-values.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';

/** Says of a start why it is offered or not, with what was saved last. */
export function WhyNot({ eventType }: { readonly eventType: EventType }) {
  const text = useText();
  const times = useTimes();
  const { id, version, durations, hosts } = eventType;
  const explain = useMutation({
    mutationFn: async ({ given }: { readonly given: FormData; readonly version: number }) => {
      const at = fromLocalTime(textIn(given, 'at'));
      const length = textIn(given, 'durationMinutes');
      return lyceum.slots.explain({
        eventTypeId: id,
        at,
        ...(length === '' ? {} : { durationMinutes: Number(length) }),
      });
    },
  });
  const ask = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    explain.mutate({ given: new FormData(event.currentTarget), version });
  };
  const nameOf = (hostId: string | undefined) => hosts.find(({ userId }) => userId === hostId)?.name;
  // Of what was saved before, an answer may be wrong by now.
  const data = explain.variables?.version === version ? explain.data : undefined;
  return (
    <Form error={explain.error} onSubmit={ask}>
      {explain.isError && <ProblemAlert error={explain.error} />}
      <Group align="flex-end" gap="sm">
        <TextInput
          type="datetime-local"
          name="at"
          label={text('why.at', { zone: times.zone })}
          required
          withAsterisk={false}
        />
        {durations.length > 1 && (
          <NativeSelect name="durationMinutes" label={text('eventTypes.durations')} data={durations.map(String)} />
        )}
        <SteadyButton type="submit" variant="default" isOff={explain.isPending}>
          {text('why.ask')}
        </SteadyButton>
      </Group>
      <div role="status">
        {data && (
          <>
            <Text mt="sm">{text(data.isFree ? 'why.free' : 'why.taken', { when: times.span(data) })}</Text>
            <Reasons reasons={data.reasons} />
            {hosts.length > 1 &&
              data.hosts.map(({ hostId, reasons }, index) => (
                <div key={hostId ?? index}>
                  <Text mt="xs">{nameOf(hostId) ?? text('why.host', { number: index + 1 })}</Text>
                  {reasons.length === 0 ? (
                    <Text size="sm">{text('why.host.free')}</Text>
                  ) : (
                    <Reasons reasons={reasons} />
                  )}
                </div>
              ))}
          </>
        )}
      </div>
    </Form>
  );
}

function Reasons({ reasons }: { readonly reasons: readonly SlotReason[] }) {
  const text = useText();
  if (reasons.length === 0) return null;
  return (
    <List>
      {reasons.map(({ code, period, bookableId }) => (
        <List.Item key={[code, period, bookableId].join(' ')}>
          {code === 'limit_reached' && period !== undefined ? text(`why.limit_reached.${period}`) : text(`why.${code}`)}
        </List.Item>
      ))}
    </List>
  );
}
