import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { action, note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting, shortened } from '../../../../infra/mail/rendering/names.js';
import { pageIn } from '../../../../infra/mail/rendering/page-link.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatMoment } from '../../../../kernel/when.js';
import type { InvitedRole } from '../invitations/invitation.rules.js';

export interface OrgInviteData {
  readonly organizationName: string;
  readonly inviterName: string;
  readonly role: InvitedRole;
  /** Contains a secret (bearer token): whoever has it may accept. */
  readonly acceptUrl: string;
  readonly expiresAt: string;
}

const TEXTS = inLanguages({
  en: {
    subject: (organization: string) => `Invitation to ${organization}`,
    preheader: (inviter: string) => `${inviter} invites you to join.`,
    heading: (organization: string) => `Join ${organization}`,
    invites: (inviter: string, organization: string, role: string) =>
      `${inviter} invites you to ${organization} as ${role}.`,
    roles: { admin: 'admin', member: 'member' },
    accept: 'Accept the invitation',
    ends: (moment: string) => `The invitation ends on ${moment}. If you do not know the sender, ignore this mail.`,
    reason: 'You receive this because a member of an organization entered your address.',
  },
  fr: {
    subject: (organization) => `Invitation à rejoindre ${organization}`,
    preheader: (inviter) => `${inviter} vous invite.`,
    heading: (organization) => `Rejoignez ${organization}`,
    invites: (inviter, organization, role) => `${inviter} vous invite à rejoindre ${organization} en tant que ${role}.`,
    roles: { admin: 'administrateur', member: 'membre' },
    accept: 'Accepter l’invitation',
    ends: (moment) =>
      `L’invitation prend fin le ${moment}. Si vous ne connaissez pas l’expéditeur, ignorez cet e-mail.`,
    reason: 'Vous recevez ce message car un membre d’une organisation a saisi votre adresse.',
  },
});

export const orgInviteMail: MailTemplate<OrgInviteData> = {
  name: 'ORG_INVITE',
  priority: 'normal',
  secret: true,
  compose: ({ organizationName, inviterName, role, acceptUrl, expiresAt }, { name, timeZone, language }) => {
    const texts = TEXTS[language];
    const inviter = displayName(inviterName);
    const organization = displayName(organizationName);
    return {
      subject: texts.subject(shortened(organizationName)),
      preheader: texts.preheader(inviter),
      heading: texts.heading(organization),
      blocks: [
        paragraph(greeting(name, language)),
        paragraph(texts.invites(inviter, organization, texts.roles[role])),
        action(texts.accept, pageIn(language, acceptUrl)),
        note(texts.ends(formatMoment(expiresAt, timeZone, language))),
      ],
      reason: texts.reason,
    };
  },
};
