import type { EventType, EventTypeAssignment, OrganizationDetails } from '@lyceum/sdk';
import { Fieldset, Group, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { membersOf } from '../members/member-choices.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { useTyped } from '../shell/use-typed.ts';
import { useText } from '../texts/use-text.ts';
import { ASSIGNMENTS, DEFAULT_HOST, hostName, priorityName, weightName } from './event-type-values.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { SearchSelect } from '../shell/fields/search-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Checkbox } from '../shell/fields/checkbox.tsx';

/** Of whom all are shown; others are looked for. */
const FEW = 20;
const USUAL_WINDOW = 30;
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
  const typed = useTyped();
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
            {...typed('window', eventType?.fairnessWindowDays ?? USUAL_WINDOW)}
            label={text('hosts.window')}
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
                    {...typed(weightName(id), weight)}
                    label={text('hosts.weight')}
                    about={name}
                    least={1}
                    most={MOST_WEIGHT}
                  />
                  <NumberField
                    {...typed(priorityName(id), priority)}
                    label={text('hosts.priority')}
                    about={name}
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

interface NumberProps extends ReturnType<ReturnType<typeof useTyped>> {
  readonly label: string;
  readonly about?: string;
  readonly least: number;
  readonly most: number;
}

function NumberField({ label, about, least, most, ...typed }: NumberProps) {
  return (
    <TextInput
      {...typed}
      type="number"
      label={label}
      min={least}
      max={most}
      required
      withAsterisk={false}
      {...(about === undefined ? {} : { 'aria-label': `${label} (${about})` })}
    />
  );
}
