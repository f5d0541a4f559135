import type { NewRosterImport, RosterFormat, RosterKind } from '@lyceum/sdk';
import { Group, Progress, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SyntheticEvent, useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { DownloadButton } from '../../shell/download-button.tsx';
import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { Form } from '../../shell/form.tsx';
import { textIn, textOrNull } from '../../shell/form-values.ts';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { Section } from '../../shell/section.tsx';
import { SteadyButton } from '../../shell/steady-button.tsx';
import { useTyped } from '../../shell/use-typed.ts';
import { useText } from '../../texts/use-text.ts';
import { BegunSending } from './begun-sending.ts';
import { ROSTER_KINDS } from './import-search.ts';
import { keepArchive, keptArchive } from './kept-archive.ts';
import { RosterFileField } from './roster-file-field.tsx';
import { sendRoster } from './send-roster.ts';
import { useImportNames } from './use-import-names.ts';

const FORMATS = ['csv', 'oneroster'] as const;
const MODES = ['delta', 'full'] as const;
const MATCH_KEYS = ['externalId', 'email'] as const;
const DATE_ORDERS = ['dayFirst', 'monthFirst'] as const;
const ENCODINGS = ['auto', 'utf-8', 'windows-1252', 'utf-16le'] as const;
const DEFAULTS = ['defaultIntake', 'defaultCohort', 'defaultMode'] as const;
const SEPARATORS = ['auto', 'comma', 'semicolon', 'tab'] as const;
const USUAL_PERCENT = 10;

interface Props {
  readonly organizationId: string;
  /** What is brought in next of the archive that was sent last. */
  readonly archive?: RosterKind | undefined;
}

interface Sent {
  readonly file: File;
  readonly wanted: NewRosterImport;
  readonly attempt: ReturnType<BegunSending['attempt']>;
}

/** Takes a file, and leads to what it would change; nothing is written by that. */
export function NewImport({ organizationId, archive }: Props) {
  const text = useText();
  const navigate = useNavigate();
  const nameOf = useImportNames();
  const queries = useQueryClient();
  const [kept] = useState(() => (archive === undefined ? undefined : keptArchive(queries, organizationId)));
  const [format, setFormat] = useState<RosterFormat>(archive === undefined ? 'csv' : 'oneroster');
  const [kind, setKind] = useState<RosterKind>(archive ?? 'students');
  const [mode, setMode] = useState<(typeof MODES)[number]>(kept?.wanted.mode ?? 'delta');
  const [file, setFile] = useState<File | null>(kept?.file ?? null);
  const isArchive = format === 'oneroster';
  const typed = useTyped();
  const [progress, setProgress] = useState(0);
  const [sending] = useState(() => new BegunSending());
  const forget = () => {
    sending.forget();
    setProgress(0);
  };
  const send = useMutation({
    mutationFn: ({ attempt, ...sent }: Sent) =>
      sendRoster({
        ...sent,
        begun: attempt.begun,
        onSent: (present, parts) => {
          if (attempt.sent(present)) setProgress((100 * present.sent) / parts);
        },
      }),
    onSuccess: ({ id: importId }) => navigate({ to: '/courses/imports/$importId', params: { importId } }),
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!file) return;
    const wanted = wantedIn(new FormData(event.currentTarget), { organizationId, format, kind, mode });
    if (isArchive) keepArchive(queries, { file, wanted });
    send.mutate({ file, wanted, attempt: sending.attempt() });
  };
  return (
    <Section title={text('imports.new')} hint={text('imports.new.hint')}>
      {send.isError && <ProblemAlert error={send.error} />}
      <Form error={send.error} onSubmit={submit} onChange={forget}>
        <Stack>
          <NativeSelect
            name="format"
            label={text('imports.format')}
            value={format}
            onChange={({ currentTarget: { value } }) => {
              setFormat(FORMATS.find((one) => one === value) ?? format);
              setFile(null);
            }}
            data={FORMATS.map((value) => ({ value, label: text(`imports.format.${value}`) }))}
          />
          <NativeSelect
            name="kind"
            label={text(isArchive ? 'imports.kindOfArchive' : 'imports.kind')}
            {...(isArchive && { description: text('imports.kindOfArchive.hint') })}
            value={kind}
            onChange={({ currentTarget: { value } }) => setKind(ROSTER_KINDS.find((one) => one === value) ?? kind)}
            data={ROSTER_KINDS.map((value) => ({ value, label: nameOf('kind', value) }))}
          />
          {!isArchive && (
            <DownloadButton
              name={kind}
              label={text('imports.template', { kind: nameOf('kind', kind) })}
              read={(options) => lyceum.rosterTemplates.getTemplate({ kind }, options)}
            />
          )}
          <RosterFileField
            key={format}
            isArchive={isArchive}
            file={file}
            onChoose={(chosen) => {
              forget();
              setFile(chosen);
            }}
          />
          <Radio.Group label={text('imports.mode')} value={mode} onChange={setMode}>
            <Stack gap="xs" mt="xs">
              {MODES.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={text(`imports.mode.${value}`)}
                  description={text(`imports.modeHint.${value}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {mode === 'full' && <Limits typed={typed} kept={kept?.wanted} />}
          {isArchive && kind === 'offerings' && <Defaults typed={typed} kept={kept?.wanted} />}
          <Reading isArchive={isArchive} typed={typed} kept={kept?.wanted} />
          {send.isPending && (
            <div role="status">
              <Text size="sm">{text('imports.sending')}</Text>
              <Progress value={progress} aria-label={text('imports.sending')} transitionDuration={0} />
            </div>
          )}
          <Group justify="flex-end">
            <SteadyButton type="submit" isOff={file === null || send.isPending}>
              {text(send.isError ? 'imports.sendAgain' : 'imports.check')}
            </SteadyButton>
          </Group>
        </Stack>
      </Form>
    </Section>
  );
}

interface FieldsProps {
  readonly typed: ReturnType<typeof useTyped>;
  /** What was said of the archive when a kind before this one was brought in. */
  readonly kept: NewRosterImport | undefined;
}

/** How much an import may end, which only a whole list does. */
function Limits({ typed, kept }: FieldsProps) {
  const text = useText();
  const shared = { type: 'number', min: 0 } as const;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput
        {...shared}
        {...typed('maxDeletePercent', kept?.maxDeletePercent ?? USUAL_PERCENT)}
        label={text('imports.maxDeletePercent')}
        description={text('imports.maxDeletePercent.hint')}
        max={100}
        required
        withAsterisk={false}
      />
      <TextInput
        {...shared}
        {...typed('maxDelete', kept?.maxDelete)}
        label={text('imports.maxDelete')}
        description={text('imports.maxDelete.hint')}
        max={100_000}
      />
    </SimpleGrid>
  );
}

/** What offerings have, and the standard has no word for. */
function Defaults({ typed, kept }: FieldsProps) {
  const text = useText();
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      {DEFAULTS.map((name) => (
        <TextInput
          key={name}
          {...typed(name, kept?.[name])}
          label={text(`imports.${name}`)}
          description={text('imports.default.hint')}
          maxLength={100}
        />
      ))}
    </SimpleGrid>
  );
}

/** How the file is read; an archive says all of it but whom its rows are of. */
function Reading({ isArchive, typed, kept }: FieldsProps & { readonly isArchive: boolean }) {
  const text = useText();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        {...typed('matchBy', kept?.matchBy ?? MATCH_KEYS[0])}
        label={text('imports.matchBy')}
        description={text('imports.matchBy.hint')}
        data={MATCH_KEYS.map((value) => ({ value, label: text(`imports.matchBy.${value}`) }))}
      />
      {!isArchive && (
        <>
          <NativeSelect
            {...typed('dateOrder', DATE_ORDERS[0])}
            label={text('imports.dateOrder')}
            description={text('imports.dateOrder.hint')}
            data={DATE_ORDERS.map((value) => ({ value, label: text(`imports.dateOrder.${value}`) }))}
          />
          <NativeSelect
            {...typed('encoding', ENCODINGS[0])}
            label={text('imports.encoding')}
            data={ENCODINGS.map((value) => ({ value, label: text(`imports.encoding.${value}`) }))}
          />
          <NativeSelect
            {...typed('separator', SEPARATORS[0])}
            label={text('imports.separator')}
            data={SEPARATORS.map((value) => ({ value, label: text(`imports.separator.${value}`) }))}
          />
        </>
      )}
    </SimpleGrid>
  );
}

function wantedIn(
  given: FormData,
  chosen: Pick<NewRosterImport, 'organizationId' | 'kind'> & Required<Pick<NewRosterImport, 'format' | 'mode'>>,
): NewRosterImport {
  const numberIn = (name: string) => {
    const said = textOrNull(given, name);
    return said === null ? null : Number(said);
  };
  const percent = numberIn('maxDeletePercent');
  const defaults = DEFAULTS.flatMap((name) => {
    const said = textOrNull(given, name);
    return said === null ? [] : [[name, said] as const];
  });
  return {
    ...chosen,
    matchBy: textIn(given, 'matchBy') as (typeof MATCH_KEYS)[number],
    ...(chosen.format === 'csv' && {
      dateOrder: textIn(given, 'dateOrder') as (typeof DATE_ORDERS)[number],
      encoding: textIn(given, 'encoding') as (typeof ENCODINGS)[number],
      separator: textIn(given, 'separator') as (typeof SEPARATORS)[number],
    }),
    ...Object.fromEntries(defaults),
    ...(chosen.mode === 'full' && { maxDelete: numberIn('maxDelete') }),
    ...(percent !== null && { maxDeletePercent: percent }),
  };
}
