/** What callees are asked, as feedback has it and as it is told. */
export const SCORES = [
  { field: 'callQuality', name: 'call_quality' },
  { field: 'agentHelpfulness', name: 'agent_helpfulness' },
  { field: 'resolution', name: 'resolution' },
  { field: 'callEase', name: 'call_ease' },
  { field: 'overallSatisfaction', name: 'overall_satisfaction' },
] as const;
export type ScoreName = (typeof SCORES)[number]['name'];

/** From the worst to the best. */
export const POINTS = [1, 2, 3, 4, 5] as const;
