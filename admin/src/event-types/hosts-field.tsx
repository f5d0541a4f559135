import type { EventType, EventTypeAssignment, OrganizationDetails } from '@lyceum/sdk';
import { Fieldset, Group, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { membersOf } from '../members/member-choices.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { useText } from '../texts/use-text.ts';
import { ASSIGNMENTS, DEFAULT_HOST, hostName, priorityName, weightName } from './event-type-values.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { SearchSelect } from '../shell/fields/search-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Checkbox } from '../shell/fields/checkbox.tsx';

/** Of whom all are shown; others are looked for. */
const FEW = 20;
const LONGEST_WINDOW = 365;
const MOST_WEIGHT = 100;
const MOST_PRIORITY = 10;

interface Props {
  /** Absent when it is a new one. */
  readonly eventType: EventType | undefined;
  readonly organization: OrganizationDetails;
}

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who of an organization gives it, and how one of them is chosen. */
export function HostsField({ eventType, organization }: Props) {
  const text = useText();
  const user = useUser();
  const before = eventType?.hosts ?? [];
  const [assignment, setAssignment] = useState<EventTypeAssignment>(eventType?.assignment ?? 'single');
  const [chosen, setChosen] = useState<readonly string[]>(eventType ? before.map(({ userId }) => userId) : [user.id]);
  const [added, setAdded] = useState<readonly Person[]>([]);
  const members = organization.members.flatMap(({ userId, name }) =>
    userId === null ? [] : [{ id: userId, name: name ?? '' }],
  );
  const isFew = members.length <= FEW;
  const shown = [
    ...members.filter(({ id }) => isFew || id === user.id),
    ...before.map(({ userId, name }) => ({ id: userId, name })),
    ...added,
  ];
  const people = shown.filter(({ id }, index) => shown.findIndex((one) => one.id === id) === index);
  const isSingle = assignment === 'single';
  const assign = (next: EventTypeAssignment) => {
    setAssignment(next);
    if (next === 'single') setChosen(chosen.slice(0, 1));
  };
  const choose = (id: string, isChosen: boolean) => {
    const rest = isSingle ? [] : chosen.filter((one) => one !== id);
    setChosen(isChosen ? [...rest, id] : rest);
  };
  return (
    <Fieldset legend={text('hosts.title')}>
      <Stack gap="xs">
        <NativeSelect
          name="assignment"
          label={text('hosts.assignment')}
          value={assignment}
          onChange={({ currentTarget: { value } }) => assign(ASSIGNMENTS.find((one) => one === value) ?? 'single')}
          data={ASSIGNMENTS.map((value) => ({ value, label: text(`hosts.assignment.${value}`) }))}
        />
        {assignment === 'round_robin' && (
          <NumberField
            name="window"
            label={text('hosts.window')}
            value={eventType?.fairnessWindowDays ?? 30}
            least={1}
            most={LONGEST_WINDOW}
          />
        )}
        {people.map(({ id, name }) => {
          const isChosen = chosen.includes(id);
          const { weight, priority } = before.find(({ userId }) => userId === id) ?? DEFAULT_HOST;
          const Choice = isSingle ? Radio : Checkbox;
          return (
            <Group key={id} align="flex-end">
              <Choice
                name={hostName}
                value={id}
                label={name}
                checked={isChosen}
                onChange={({ currentTarget: { checked } }) => choose(id, checked)}
                style={{ overflowWrap: 'anywhere' }}
              />
              {isChosen && assignment === 'round_robin' && (
                <>
                  <NumberField
                    name={weightName(id)}
                    label={text('hosts.weight')}
                    about={name}
                    value={weight}
                    least={1}
                    most={MOST_WEIGHT}
                  />
                  <NumberField
                    name={priorityName(id)}
                    label={text('hosts.priority')}
                    about={name}
                    value={priority}
                    least={0}
                    most={MOST_PRIORITY}
                  />
                </>
              )}
            </Group>
          );
        })}
        {!isFew && (
          <SearchSelect
            label={text('hosts.add')}
            choices={membersOf(organization.id)}
            isEmptied
            onChange={(id, choice) => {
              setAdded([...added, { id, name: choice?.label ?? id }]);
              choose(id, true);
            }}
          />
        )}
      </Stack>
    </Fieldset>
  );
}

interface NumberProps {
  readonly name: string;
  readonly label: string;
  readonly about?: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

function NumberField({ name, label, about, value, least, most }: NumberProps) {
  return (
    <TextInput
      type="number"
      name={name}
      label={label}
      min={least}
      max={most}
      defaultValue={value}
      required
      withAsterisk={false}
      {...(about === undefined ? {} : { 'aria-label': `${label} (${about})` })}
    />
  );
}
