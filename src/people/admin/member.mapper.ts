import type { Page } from '../../common/page.js';
import { linkUrl } from '../link.js';
import { type Person, standingOf } from '../person.js';
import type { LinkedMemberDto, MemberDto, MemberPageDto } from './dto/member.dto.js';

const lastSeenOf = ({ sessions }: Person): Date | undefined =>
  sessions.map(({ lastSeenAt }) => lastSeenAt).toSorted((a, b) => b.getTime() - a.getTime())[0];

/** Names each field that leaves, so that nothing else does. */
const shown = (person: Person) => ({
  id: person.id,
  email: person.email,
  name: person.name,
  role: person.role,
  standing: standingOf(person),
  created_at: person.createdAt.toISOString(),
  last_seen_at: lastSeenOf(person)?.toISOString() ?? null,
});

export const toMemberDto = (person: Person): MemberDto => shown(person);

export const toLinkedMemberDto = (person: Person, baseUrl: string, token: string): LinkedMemberDto => ({
  ...shown(person),
  link: linkUrl(baseUrl, token),
  link_expires_at: (person.link?.expiresAt ?? new Date()).toISOString(),
});

export const toMemberPageDto = ({ total, page, pageSize, data }: Page<Person>): MemberPageDto => ({
  total,
  page,
  page_size: pageSize,
  data: data.map(toMemberDto),
});
