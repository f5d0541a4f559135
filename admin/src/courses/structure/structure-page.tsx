import { Group, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { SearchSelect } from '../../shell/fields/search-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { FilterChoice, Filters } from '../../shell/filters.tsx';
import { textIn } from '../../shell/form-values.ts';
import { changed } from '../../shell/list-search.ts';
import { ListedTable } from '../../shell/listed-table.tsx';
import { SearchField } from '../../shell/search-field.tsx';
import { only } from '../../shell/search-params.ts';
import { StateBadge } from '../../shell/state-badge.tsx';
import { useDone } from '../../shell/use-done.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { partsOf } from '../choices.ts';
import { COURSES } from '../course-queries.ts';
import { CoursesFrame } from '../courses-frame.tsx';
import { StandingButton } from '../standing-button.tsx';
import { CopyTermButton } from './copy-term.tsx';
import { STRUCTURE_KIND_NAMES, type StructureKindName } from './structure-kind-names.ts';
import {
  KINDS,
  type StructureField,
  type StructureRow,
  structureTitle,
  type StructureValues,
  valueIn,
} from './structure-kinds.ts';
import { isActiveBy, readStructureSearch, STANDINGS, type StructureSearch } from './structure-search.ts';

const route = getRouteApi('/courses/structure');

/** What an organization teaches by: modules, terms, intakes, classes, modes and holidays. */
export function StructurePage() {
  const search = readStructureSearch(route.useSearch());
  return (
    <CoursesFrame title="structure.title" of={search.of} isForManagers>
      {({ organization }) => <Structure organizationId={organization.id} search={search} />}
    </CoursesFrame>
  );
}

interface StructureProps {
  readonly organizationId: string;
  readonly search: StructureSearch;
}

function Structure({ organizationId, search }: StructureProps) {
  const text = useText();
  const done = useDone();
  const navigate = route.useNavigate();
  const { kind = 'modules', q, standing, cursor, of } = search;
  const query = {
    organizationId,
    ...only('q', q),
    ...only('cursor', cursor),
    ...only('isActive', isActiveBy(standing)),
  };
  const rows = useQuery({
    queryKey: [...COURSES, 'structure', organizationId, kind, query],
    queryFn: async ({ signal }) => KINDS[kind].list(query, { signal }),
    placeholderData: keepPreviousData,
  });
  const change = (name: keyof StructureSearch, value: string) =>
    void navigate({ search: (present) => changed(readStructureSearch(present), name, value) });
  const isFiltered = q !== undefined || standing !== undefined;
  return (
    <>
      {done.message}
      <Group>
        <NewButton key={kind} organizationId={organizationId} kind={kind} onDone={done.say} />
      </Group>
      <Filters
        columns={3}
        onClear={isFiltered ? () => void navigate({ search: { ...only('of', of), kind } }) : undefined}
      >
        <NativeSelect
          label={text('structure.kind')}
          value={kind}
          onChange={({ currentTarget: { value } }) => change('kind', value)}
          data={STRUCTURE_KIND_NAMES.map((value) => ({ value, label: text(`structure.kind.${value}`) }))}
        />
        <SearchField label={text('structure.search')} value={q} onChange={(value) => change('q', value)} />
        <FilterChoice
          label={text('courses.standing')}
          values={STANDINGS}
          value={standing}
          nameOf={(one) => text(`courses.standing.${one}`)}
          onChange={(value) => change('standing', value)}
        />
      </Filters>
      <ListedTable
        query={rows}
        cursor={cursor}
        count="structure.count"
        empty={text(isFiltered ? 'bookables.noneMatch' : 'structure.none')}
        columns={[text(`structure.kind.${kind}`), text('courses.standing')]}
      >
        {(row) => <Row key={row.id} organizationId={organizationId} kind={kind} row={row} onDone={done.say} />}
      </ListedTable>
    </>
  );
}

interface KindProps {
  readonly organizationId: string;
  readonly kind: StructureKindName;
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

function NewButton({ organizationId, kind, onDone }: KindProps) {
  const text = useText();
  const { fields, create } = KINDS[kind];
  return (
    <DialogButton
      label={text('structure.new')}
      variant="filled"
      title={text(`structure.new.${kind}`)}
      submit={text('structure.new.submit')}
      action={(given) => create({ organizationId, ...valuesOf(given, fields) })}
      changes={COURSES}
      onDone={(row) => onDone(text('structure.made', { name: structureTitle(row) }))}
    >
      {fields.map((field) => (
        <Field key={field.name} organizationId={organizationId} field={field} value="" />
      ))}
    </DialogButton>
  );
}

function Row({ organizationId, kind, row, onDone }: KindProps & { readonly row: StructureRow }) {
  const text = useText();
  const times = useTimes();
  const dayOf = (day: string) => (day === '' ? '–' : times.days({ from: day, to: day }));
  const { id, isActive, version } = row;
  const { fields, update } = KINDS[kind];
  const name = structureTitle(row);
  const details = fields.filter((field) => !['name', 'code'].includes(field.name) && field.type !== 'choice');
  const options = { ifMatch: version };
  const changeable = fields.filter(({ isFixed }) => !isFixed);
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {name}
        {details.map((field) => (
          <Text key={field.name} size="sm" c="dimmed">
            {text(field.label)}:{' '}
            {field.type === 'date' ? dayOf(valueIn(row, field.name)) : valueIn(row, field.name) || '–'}
          </Text>
        ))}
        {fields
          .filter(({ type }) => type === 'choice')
          .map((field) => (
            <Chosen key={field.name} organizationId={organizationId} field={field} id={valueIn(row, field.name)} />
          ))}
      </Table.Td>
      <Table.Td>
        <StateBadge tone={isActive ? 'good' : 'off'}>
          {text(`courses.standing.${isActive ? 'active' : 'archived'}`)}
        </StateBadge>
        <Group gap="xs" mt="xs">
          <DialogButton
            label={text('structure.change')}
            about={name}
            title={name}
            submit={text('structure.change.submit')}
            action={(given) => update(id, valuesOf(given, changeable), options)}
            changes={COURSES}
            onDone={() => onDone(text('structure.changed', { name }))}
          >
            {changeable.map((field) => (
              <Field key={field.name} organizationId={organizationId} field={field} value={valueIn(row, field.name)} />
            ))}
          </DialogButton>
          {kind === 'trimesters' && (
            <CopyTermButton organizationId={organizationId} trimesterId={id} name={name} onDone={onDone} />
          )}
          <StandingButton
            name={name}
            isActive={isActive}
            means={text(isActive ? 'structure.archive.text' : 'structure.restore.text')}
            isOneOfMany
            action={() => update(id, { isActive: !isActive }, options)}
            onDone={onDone}
          />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

interface FieldProps {
  readonly organizationId: string;
  readonly field: StructureField;
}

/** What something belongs to. */
function Chosen({ field: { of, label }, id }: FieldProps & { readonly id: string }) {
  const text = useText();
  const { data } = useQuery({
    queryKey: [...COURSES, 'structure', 'named', of, id],
    queryFn: async ({ signal }) => (of === undefined ? '' : structureTitle(await KINDS[of].get(id, { signal }))),
  });
  return (
    <Text size="sm" c="dimmed">
      {text(label)}: {data ?? '–'}
    </Text>
  );
}

function Field({ organizationId, field, value }: FieldProps & { readonly value: string }) {
  const text = useText();
  const { name, label, type, isOptional = false, of } = field;
  if (of !== undefined)
    return (
      <SearchSelect name={name} label={text(label)} choices={partsOf(organizationId, of)} isRequired={!isOptional} />
    );
  const shared = { name, label: text(label), required: !isOptional, withAsterisk: false };
  return <TextInput {...shared} type={type} defaultValue={value} {...(type === 'number' && { min: 0 })} />;
}

function valuesOf(given: FormData, fields: readonly StructureField[]): StructureValues {
  return Object.fromEntries(
    fields.map(({ name, type }) => {
      const value = textIn(given, name);
      if (value === '') return [name, null];
      return [name, type === 'number' ? Number(value) : value];
    }),
  );
}
