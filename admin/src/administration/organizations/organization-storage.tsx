import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { Detail, Details } from '../../shell/details.tsx';
import { useText } from '../../texts/use-text.ts';
import { AskedSection } from '../asked-section.tsx';
import { useFormats } from '../use-formats.ts';

/** How much an organization has stored, and of what. */
export function OrganizationStorage({ organizationId }: { readonly organizationId: string }) {
  const text = useText();
  const formats = useFormats();
  const query = useQuery({
    queryKey: ['administration', 'organizations', 'storage', organizationId],
    queryFn: ({ signal }) => lyceum.organizations.getStorage(organizationId, { signal }),
    refetchOnWindowFocus: false,
  });
  return (
    <AskedSection title={text('admin.storage')} query={query}>
      {({ bytes, parts }) => (
        <Details>
          <Detail name={text('admin.storage.total')}>{formats.bytes(bytes)}</Detail>
          {parts.map((part) => (
            <Detail key={part.kind} name={text(`admin.storage.${part.kind}`)}>
              {text('admin.storage.part', { size: formats.bytes(part.bytes), count: formats.number(part.count) })}
            </Detail>
          ))}
        </Details>
      )}
    </AskedSection>
  );
}
