-- Requests that were decided before orders were kept: an order placed for none would lead to no certificate. An id of an instant before all others.
INSERT INTO certificate_order (id, request, cns, account, cpf_blind, ccn_version, opened_at)
SELECT '00000000-0000-7000-8000-' || lower(hex(randomblob(6))), request.id, request.cns, request.account, request.cpf_blind,
  coalesce((SELECT max(ccn.version) FROM ccn WHERE ccn.cns = request.cns AND ccn.cpf_blind = request.cpf_blind), 0), request.since
FROM request
WHERE request.status = 'in_progress' AND NOT EXISTS (SELECT 1 FROM certificate_order AS o WHERE o.request = request.id AND o.ended_at IS NULL);
