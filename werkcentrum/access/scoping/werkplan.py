"""Who may see the models of the plan, and the class of every field of them."""

from .words import INTERNAL, PERSONAL, SPECIAL

SCOPED = {
    "werkplan.Signal": "visible_to",
    "werkplan.Werkplan": "visible_to",
    "werkplan.Goal": "visible_to",
    "werkplan.Step": "visible_to",
    "werkplan.StepAnswer": "visible_to",
    "werkplan.Obstacle": "visible_to",
    "werkplan.ClosingReview": "visible_to",
    "werkplan.Inzet": "visible_to",
    "werkplan.Agreement": "visible_to",
    "werkplan.PlanVersion": "visible_to",
    "werkplan.CarryOver": "visible_to",
    "werkplan.CarryOverLine": "visible_to",
    "werkplan.RemapLine": "visible_to",
    "werkplan.PlanReview": "visible_to",
    "werkplan.ActivityCard": "visible_to; brought_by: the system of the partner whose card it is",
    "werkplan.ExchangeCode": "visible_to",
    "werkplan.OverarchingPlan": "visible_to",
}

PART_OF = {
    "plan": (
        "werkplan.Signal werkplan.Werkplan werkplan.Goal werkplan.Step werkplan.StepAnswer werkplan.Inzet "
        "werkplan.Agreement werkplan.Obstacle werkplan.ClosingReview werkplan.PlanVersion werkplan.CarryOver "
        "werkplan.CarryOverLine werkplan.RemapLine werkplan.PlanReview "
        "werkplan.ActivityCard werkplan.ExchangeCode werkplan.OverarchingPlan"
    )
}

BELONGS = {
    "werkplan.Signal": "client",
    "werkplan.Werkplan": "client",
    "werkplan.Goal": "plan__client",
    "werkplan.Step": "plan__client",
    "werkplan.StepAnswer": "plan__client",
    "werkplan.Obstacle": "plan__client",
    "werkplan.ClosingReview": "plan__client",
    "werkplan.Inzet": "plan__client",
    "werkplan.Agreement": "plan__client",
    "werkplan.PlanVersion": "plan__client",
    "werkplan.CarryOver": "client",
    "werkplan.CarryOverLine": "plan__client",
    "werkplan.RemapLine": "plan__client",
    "werkplan.PlanReview": "plan__client",
    "werkplan.ActivityCard": "client",
    "werkplan.ExchangeCode": "client",
    "werkplan.OverarchingPlan": "client",
}

CLASSES = {
    # AVG 9: that somebody's sick pay ends, or that she cares for a child alone, says more than a date.
    "werkplan.Signal": {
        SPECIAL: "kind",
        PERSONAL: "on aside_reason",
        INTERNAL: "id client subject since closed_at aside_at aside_by",
    },
    "werkplan.Werkplan": {
        SPECIAL: "pause_reason",
        PERSONAL: "own_view close_reason evaluate_on",
        INTERNAL: "id public_id client region lead offered_to state state_before_offer version started_at",
    },
    "werkplan.Goal": {
        PERSONAL: "text dropped_reason reached_on",
        INTERNAL: "id plan kind position by_client proposed version",
    },
    "werkplan.Step": {
        PERSONAL: "title proof reason due_on done_on",
        INTERNAL: "id plan goal who state position by_client version",
    },
    "werkplan.Obstacle": {SPECIAL: "kind words helps", PERSONAL: "solved_on", INTERNAL: "id plan version"},
    "werkplan.ClosingReview": {
        PERSONAL: "reason content own_words closed_on",
        INTERNAL: "id plan recorded_by created_at",
    },
    "werkplan.StepAnswer": {
        PERSONAL: "words step_text reply said said_on",
        INTERNAL: "id plan step way step_version outcome recorded_by recorded_at replied_by replied_at",
    },
    "werkplan.Inzet": {
        PERSONAL: "decision_ref reason starts_on ends_on decide_by",
        INTERNAL: "id plan step instrument offer owner state state_before_reconfirm replaces version",
    },
    "werkplan.Agreement": {
        PERSONAL: "text consequence end_reason valid_from valid_until due_on kept_on",
        INTERNAL: "id plan kind code article owner version",
    },
    "werkplan.PlanVersion": {
        SPECIAL: "content",
        PERSONAL: "own_words answer answered_on",
        INTERNAL: "id plan number digest seen_by document recorded_by created_at",
    },
    "werkplan.CarryOver": {
        SPECIAL: "from_code to_code",
        PERSONAL: "on before after deadlines reason undo",
        INTERNAL: "id submit_key client plan recorded_by recorded_at state settled_at correction",
    },
    "werkplan.PlanReview": {
        PERSONAL: "client_words outcome reason was becomes",
        INTERNAL: "id plan kind article rule participation recorded_by recorded_at",
    },
    "werkplan.RemapLine": {
        PERSONAL: "choice decided_at",
        INTERNAL: "id handover plan inzet verdict offer reason article decided_by",
    },
    "werkplan.CarryOverLine": {
        PERSONAL: "title until was",
        INTERNAL: "id report plan item_type item_id code kind reason article owner becomes unverified",
    },
    # AVG 5.1.c: that there is help with debts is for who may know of barriers; the rest of it is nowhere here.
    "werkplan.ActivityCard": {
        PERSONAL: "title contact starts_on ends_on next_on status",
        INTERNAL: "id client owner reference kind number changed_at received_at withdrawn_at",
    },
    "werkplan.ExchangeCode": {INTERNAL: "id client participation code made_by made_at"},
    "werkplan.OverarchingPlan": {
        PERSONAL: "owner_name status next_on",
        INTERNAL: "id client kind owner since ended_at version",
    },
}
