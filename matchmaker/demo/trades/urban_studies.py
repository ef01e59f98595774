"""Urban, environmental and social studies."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="urban_studies",
    label="Études et conseil aux territoires",
    naf=("71.11Z", "71.12B", "70.22Z", "74.90B"),
    kinds={"scop": 7, "scic": 2, "association": 4},
    firm_words=("Études", "Urbanisme", "Territoires", "Architectes", "Conseil"),
    labels=("OPQIBI", "OPQU", "RGE Études", "Bilan Carbone (licence)"),
    presentation=items("""
        - Urbanistes, [écologues et sociologues|architectes et ingénieures], nous éclairons les choix des
          élus.
        - Notre bureau mesure, [écoute, dessine|enquête, cartographie] et finit toujours par un programme
          chiffré.
        - Nous marchons beaucoup : un territoire se comprend [à pied et à vélo|au café et sur les
          marchés].
    """),
    activities=(
        Activity(
            key="planning",
            cpvs=("71410000", "71420000", "71222000"),
            titles=items("""
                - Plans d'urbanisme et programmation [de centres-bourgs|d'espaces publics]
                - Concertation et ateliers d'habitants
                - Paysage, patrimoine et [friches|lisières]
            """),
            what=items("""
                - Nous révisons plans locaux d'urbanisme et [chartes|cahiers de recommandations], du
                  diagnostic à l'enquête publique.
                - Études de centre-bourg : [commerces vides, logements, stationnement|place, école,
                  mobilités], scénarios et phasage.
                - Balades, maquettes et [jeux de plateau|ateliers de nuit] donnent aux habitants une prise
                  sur le projet.
                - Une friche est arpentée, sondée, racontée, puis programmée avec ses voisins.
            """),
        ),
        Activity(
            key="climate",
            cpvs=("90713000", "71314300", "71313000", "90711000"),
            titles=items("""
                - Plans climat-air-énergie et bilans carbone
                - Audits énergétiques et schémas de patrimoine
                - Biodiversité, zones humides et [ruissellement|trame verte]
            """),
            what=items("""
                - Nous élaborons plans climat, bilans d'émissions et [stratégies d'adaptation|schémas des
                  énergies], budgets d'action compris.
                - Audit de {8-90} bâtiments publics : mesures, simulation, [classement des travaux|plan
                  pluriannuel] et montage des aides.
                - Nos naturalistes inventorient [oiseaux, chauves-souris et plantes|mares et haies] sur
                  quatre saisons.
                - Études de ruissellement et d'érosion, avec profils de sol et [solutions végétales|essais
                  à la parcelle].
            """),
        ),
        Activity(
            key="social",
            cpvs=("79311000", "79419000", "71311200", "79315000"),
            titles=items("""
                - Enquêtes, évaluation et [projets sociaux|analyses de besoins]
                - Études de mobilité et de stationnement
                - Évaluation de politiques publiques
            """),
            what=items("""
                - Analyse des besoins sociaux, [petite enfance|habitat des aînés] et santé : chiffres,
                  entretiens, priorités.
                - Comptages, enquêtes dans les bus et [traces anonymes|carnets de bord] fondent un plan de
                  mobilité simple.
                - Nous évaluons dispositifs et subventions avec leurs bénéficiaires, [sans complaisance|en
                  six mois].
                - Organisation de services, mutualisation d'achats et [schémas d'achat
                  responsable|transferts de compétence] sont préparés avec les agents.
            """),
        ),
    ),
    how=items("""
        - Équipe de {3-14} personnes, une cheffe de projet présente à chaque réunion.
        - Un comité d'habitants tirés au sort suit l'étude.
        - Les données collectées sont rendues sous licence ouverte.
        - Trois livrables courts valent mieux qu'un rapport de trois cents pages.
        - Nous venons en train puis à bicyclette, {a_ville} comme ailleurs.
        - Calculs, hypothèses et marges d'erreur sont écrits noir sur blanc.
        - Nous associons [un économiste|un dessinateur|un hydrologue] indépendant selon les sujets.
        - Une carte interactive reste à la collectivité, modifiable par elle.
    """),
    whom=items("""
        - Communautés de communes et d'agglomération.
        - Communes engagées dans la revitalisation de leur bourg.
        - Départements, région et syndicats mixtes.
        - Services de l'État et agences.
        - Bailleurs et établissements fonciers.
        - Hôpitaux et universités, pour leurs schémas immobiliers.
    """),
    references=items("""
        - Plan climat de {collectivite}, adopté en {an}.
        - Étude de centre-bourg pour {collectivite}, {an}.
        - Audit énergétique de {12-80} bâtiments pour {client}, {an}.
        - Inventaire de {300-4800/100} hectares de zones humides pour {collectivite}.
        - Analyse des besoins sociaux de {collectivite}, {400-2200/100} réponses, {an}.
        - Schéma cyclable de {collectivite}, {60-340/10} km étudiés, {an}.
    """),
    questions=items("""
        - Quelle méthode pour toucher ceux qui ne viennent pas aux réunions ?
        - Qui compose l'équipe et qui viendra sur place ?
        - Quelles données devrons-nous fournir ?
        - Quel calendrier vous paraît réaliste ?
    """),
    social=items("""
        - Concertation ouverte aux publics éloignés, garde d'enfants et traduction prévues.
        - Stage ou alternance d'un étudiant de la région.
    """),
    environmental=items("""
        - Déplacements en train et à vélo privilégiés.
        - Adaptation au climat de 2050 traitée dans chaque scénario.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("90713000", "71314300"),
            buyers=("epci", "department", "syndicate", "region"),
            amount=(40_000, 210_000),
            titles=items("""
                - Élaboration du plan climat-air-énergie du territoire
                - Bilan carbone et stratégie d'adaptation {a_ville}
            """),
            body=(
                items("""
                    - Le premier plan, jugé trop général, n'a produit qu'une action sur dix.
                    - Sécheresse, coulées de boue et vagues de chaleur se suivent ; les élus veulent un
                      cap et des priorités.
                """),
                items("""
                    - Diagnostic des émissions, de l'énergie et des vulnérabilités, ateliers par secteur,
                      feuille de route chiffrée et suivi.
                    - L'étude associe agriculteurs, entreprises et lycéens, et débouche sur vingt mesures
                      financées.
                """),
                items("""
                    - Le calendrier est de quatorze mois, évaluation environnementale comprise.
                    - Un tableau de bord simple sera tenu par nos agents.
                """),
            ),
        ),
        Story(
            nature="services",
            cpvs=("71410000", "71420000"),
            buyers=("commune", "epci", "housing"),
            amount=(25_000, 130_000),
            titles=items("""
                - Étude urbaine et paysagère [du centre-bourg|de la friche {nom}] {a_ville}
                - Programmation et concertation pour le quartier {nom}
            """),
            body=(
                items("""
                    - Neuf vitrines sur trente sont vides, l'école se dépeuple et la route coupe le bourg
                      en deux.
                    - L'usine a fermé en [2009|2013|2017] ; six hectares attendent un avenir au milieu des
                      maisons.
                """),
                items("""
                    - Nous cherchons une équipe d'urbanistes, de paysagistes et de sociologues pour
                      écouter, dessiner et chiffrer trois scénarios.
                    - Diagnostic, promenades avec habitants, plan guide, phasage et fiches d'action.
                """),
                items("""
                    - Des essais grandeur nature, peu coûteux, auront lieu l'été.
                    - Les pollutions connues du sol seront prises en compte.
                """),
            ),
            lots=(
                LotIdea("Urbanisme et paysage", "71410000", "Diagnostic, scénarios et plan guide."),
                LotIdea("Concertation", "79311000", "Ateliers, enquêtes, restitution."),
            ),
        ),
        Story(
            nature="services",
            cpvs=("79311000", "79419000"),
            buyers=("department", "ccas", "state", "agency", "hospital", "university"),
            amount=(18_000, 95_000),
            titles=items("""
                - Évaluation [du dispositif|d'une politique d'insertion] {dans_dep}
                - Analyse des besoins sociaux et de santé {a_ville}
            """),
            body=(
                items("""
                    - Le programme a cinq ans et nul ne sait dire s'il a changé la vie de ses
                      bénéficiaires.
                    - Le nouveau mandat doit s'appuyer sur une connaissance fine des habitants, surtout de
                      ceux qu'on ne voit pas.
                """),
                items("""
                    - Entretiens, questionnaires, comparaison avec un groupe témoin et recommandations
                      hiérarchisées.
                    - Exploitation des données publiques, {40-160/10} rencontres, cartographie et débat
                      public.
                """),
                items("""
                    - L'indépendance de l'évaluateur est essentielle.
                    - La restitution prendra la forme d'un document de vingt pages et d'une soirée.
                """),
            ),
        ),
    ),
)
