// One line per command, one column per state before; a refusal has a "!".
export const table = `
            waiting      due          pulled       expired      released     choosing     in_progress      rejected
create      in_progress  in_progress  in_progress  in_progress  !changed     !changed     !already_decided !already_decided
use         in_progress  in_progress  in_progress  in_progress  !changed     !changed     !already_decided !already_decided
reject      rejected     rejected     rejected     rejected     !changed     !changed     !already_decided !already_decided
stranger    !not_found   !not_found   !not_found   !not_found   !not_found   !not_found   !not_found       !not_found
expire      !changed     expired      !changed     !changed     !changed     !changed     !changed         !changed
warn        waiting      !changed     waiting      !changed     !changed     !changed     !changed         !changed
release     !not_expired !not_expired !not_expired released     !changed     !changed     !changed         !changed
withdraw    !changed     !changed     !changed     !changed     expired      !changed     !changed         !changed
choose      !changed     !changed     !changed     waiting      waiting      waiting      !changed         !changed
pull        !taken       !taken       !taken       !taken       waiting      !taken       !taken           !taken
give_back   !not_pulled  !not_pulled  released     !changed     !not_found   !not_found   !changed         !changed
cancel      cancelled    cancelled    cancelled    cancelled    cancelled    cancelled    cancelled        !changed
pool_hour   !changed     !changed     !changed     !changed     released     !changed     !changed         !changed
reproject   waiting      !changed     waiting      !changed     !changed     !changed     !changed         !changed
credit      waiting      waiting      waiting      !changed     !changed     !changed     !changed         !changed
grant       waiting      !changed     waiting      !changed     !changed     !changed     !changed         !changed
suspend     choosing     choosing     choosing     choosing     !changed     !changed     choosing         !changed
submit      !changed     !changed     !changed     !changed     !changed     !changed     !changed         !changed
end_video   !changed     !changed     !changed     !changed     !changed     !changed     in_progress      !changed
fraud       !changed     !changed     !changed     !changed     !changed     !changed     frozen           !changed
place_order !changed     !changed     !changed     !changed     !changed     !changed     in_progress      !changed
too_early   !changed     !changed     !changed     !changed     !changed     !changed     !order_missing   !changed
remind      !changed     !changed     !changed     !changed     !changed     !changed     in_progress      !changed
stall       !changed     !changed     !changed     !changed     !changed     !changed     in_progress      !changed
complete    !changed     !changed     !changed     !changed     !changed     !changed     !not_ordered     !changed
give_up     !changed     !changed     !changed     !changed     !changed     !changed     !changed         !changed
unproved    !changed     !changed     !changed     !changed     !changed     !changed     !changed         !changed
reissue     !changed     !changed     !changed     !changed     !changed     !changed     !changed         !changed
confirmed   !changed     !changed     !changed     !changed     !changed     !changed     !changed         !changed
cleared     !changed     !changed     !changed     !changed     !changed     !changed     !changed         !changed
shut        !changed     !changed     !changed     !changed     !changed     !changed     !changed         !changed

            completed    closed       frozen       cancelled
create      !changed     !changed     !changed     !changed
use         !changed     !changed     !changed     !changed
reject      !changed     !changed     !changed     !changed
stranger    !not_found   !not_found   !not_found   !not_found
expire      !changed     !changed     !changed     !changed
warn        !changed     !changed     !changed     !changed
release     !changed     !changed     !changed     !changed
withdraw    !changed     !changed     !changed     !changed
choose      !changed     !changed     !changed     !changed
pull        !taken       !taken       !taken       !taken
give_back   !changed     !changed     !changed     !changed
cancel      !changed     !changed     !changed     !changed
pool_hour   !changed     !changed     !changed     !changed
reproject   !changed     !changed     !changed     !changed
credit      !changed     !changed     !changed     !changed
grant       !changed     !changed     !changed     !changed
suspend     !changed     !changed     !changed     !changed
submit      !changed     !changed     !changed     !changed
end_video   !changed     !changed     !changed     !changed
fraud       !changed     !changed     !changed     !changed
place_order !changed     !changed     !changed     !changed
too_early   !changed     !changed     !changed     !changed
remind      !changed     !changed     !changed     !changed
stall       !changed     !changed     !changed     !changed
complete    !changed     !changed     !changed     !changed
give_up     !changed     !changed     !changed     !changed
unproved    !changed     !changed     !changed     !changed
reissue     !changed     !changed     !changed     !changed
confirmed   !changed     !changed     closed       !changed
cleared     !changed     !changed     in_progress  !changed
shut        !changed     !changed     choosing     !changed

            stalled      ordered          issued
create      !already_decided !already_decided !changed
use         !already_decided !already_decided !changed
reject      !already_decided !already_decided !changed
stranger    !not_found       !not_found       !not_found
expire      !changed         !changed         !changed
warn        !changed         !changed         !changed
release     released         !changed         !changed
withdraw    !changed         !changed         !changed
choose      !changed         !changed         !changed
pull        !taken           !taken           !taken
give_back   !changed         !changed         !changed
cancel      cancelled        !order_placed    !changed
pool_hour   !changed         !changed         !changed
reproject   !changed         !changed         !changed
credit      !changed         !changed         !changed
grant       !changed         !changed         !changed
suspend     choosing         choosing         !changed
submit      !changed         !changed         !changed
end_video   in_progress      in_progress      completed
fraud       frozen           frozen           completed
place_order in_progress      !changed         !changed
too_early   !order_missing   !changed         !changed
remind      !changed         !changed         !changed
stall       !changed         !changed         !changed
complete    !not_ordered     completed        !changed
give_up     !changed         closed           !changed
unproved    !changed         closed           !changed
reissue     !changed         !changed         completed
confirmed   !changed         !changed         !changed
cleared     !changed         !changed         !changed
shut        !changed         !changed         !changed
`

// What every accepted cell writes: ledger rows with the minutes left, alarms, notices.
export const effects = `
waiting create      | stop 11            |                    | client started
waiting use         | stop 11            |                    | client started
waiting reject      | stop 11            |                    | client rejected
waiting warn        |                    | expire             | first five_minutes
waiting cancel      | stop 11            |                    | first cancelled
waiting reproject   | project 11         | expire warn digest | client rescheduled, first rescheduled
waiting credit      | credit 13          | expire warn        | client rescheduled, first rescheduled
waiting grant       | credit 12          | expire warn        | client rescheduled, first rescheduled
waiting suspend     | stop 11            |                    | client choose_again
due create          | stop 0             |                    | client started
due use             | stop 0             |                    | client started
due reject          | stop 0             |                    | client rejected
due expire          | stop 0             |                    | client expired, first overdue
due cancel          | stop 0             |                    | first cancelled
due credit          | credit 13          | expire warn        | client rescheduled, first rescheduled
due suspend         | stop 0             |                    | client choose_again
pulled create       | stop 11            |                    | client started
pulled use          | stop 11            |                    | client started
pulled reject       | stop 11            |                    | client rejected
pulled warn         |                    | expire             | second five_minutes
pulled give_back    | stop 11            |                    | client given_back, pool SP -first -second
pulled cancel       | stop 11            |                    | second cancelled
pulled reproject    | project 11         | expire warn digest | client rescheduled, second rescheduled
pulled credit       | credit 13          | expire warn        | client rescheduled, second rescheduled
pulled grant        | credit 12          | expire warn        | client rescheduled, second rescheduled
pulled suspend      | stop 11            |                    | client choose_again
expired create      |                    |                    | client started
expired use         |                    |                    | client started
expired reject      |                    |                    | client rejected
expired release     |                    | pool_hour          | first left, pool SP -first
expired choose      | start 15           | expire warn        | third new, first left
expired cancel      |                    |                    | first cancelled
expired suspend     |                    |                    | client choose_again
released withdraw   |                    |                    | first overdue
released choose     | start 15           | expire warn        | third new
released pull       | start 15           | expire warn        | client pulled
released cancel     |                    |                    |
released pool_hour  |                    |                    | client nobody_pulled
choosing choose     | start 15           | expire warn        | third new
choosing cancel     |                    |                    |
in_progress cancel  |                    |                    | first cancelled
in_progress suspend |                    |                    | client choose_again
in_progress end_video |                  | remind stall       |
in_progress fraud   |                    |                    | client frozen
in_progress place_order |                |                    | client ordered
in_progress remind  |                    | stall              | first no_video
in_progress stall   |                    |                    | client stalled
stalled release     |                    | pool_hour          | first left, pool SP -first
stalled cancel      |                    |                    | first cancelled
stalled suspend     |                    |                    | client choose_again
stalled end_video   |                    | remind stall       |
stalled fraud       |                    |                    | client frozen
stalled place_order |                    |                    | client ordered
ordered suspend     |                    |                    | client choose_again
ordered end_video   |                    |                    |
ordered fraud       |                    |                    | client frozen
ordered complete    |                    |                    | client completed, first completed
ordered give_up     |                    |                    | first cancelled
ordered unproved    |                    |                    | client closed, first closed
issued end_video    |                    |                    |
issued fraud        |                    |                    | client video_again
issued reissue      |                    |                    | client completed, first completed
frozen confirmed    |                    |                    | client ended
frozen cleared      |                    | remind stall       | client cleared
frozen shut         |                    |                    | client choose_again
`
