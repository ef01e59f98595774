"""Roads, networks and outdoor works."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="roads",
    label="Voirie et réseaux",
    naf=("42.11Z", "42.21Z", "43.12A", "43.12B"),
    kinds={"EI": 2, "ACI": 3, "ETTI": 2, "scop": 2, "GEIQ": 1},
    firm_words=("Travaux publics", "Voirie", "Terrassement", "TP", "Routes et Réseaux"),
    labels=("QualiPaysage", "ISO 14001", "MASE"),
    presentation=items("""
        - Terrassiers, paveurs et canalisateurs, nous [ouvrons, posons et refermons|tenons les rues et ce
          qui passe dessous].
        - Rues, places, chemins et [tuyaux|pistes cyclables] : nos équipes travaillent en ville comme au
          hameau.
        - Nous croyons aux sols qui boivent : [pavés à joints verts|noues et chaussées drainantes] plutôt
          que tuyaux trop petits.
    """),
    activities=(
        Activity(
            key="streets",
            cpvs=("45233140", "45233252", "45233222"),
            titles=items("""
                - Réfection de rues et de trottoirs
                - Aménagement de places et [de carrefours|d'arrêts de bus]
                - Pavage, bordures et [enrobés à froid|béton désactivé]
            """),
            what=items("""
                - Nous rabotons, reprofilons et posons enrobés [tièdes|à fort taux de recyclés], bordures
                  et caniveaux de {60-2400/10} mètres.
                - Pavés de grès, [briques de champ|dalles de béton clair] sont posés à la main, joints
                  sable ou enherbés.
                - Plateaux, chicanes, trottoirs traversants et quais de bus apaisent la traversée du
                  [bourg|village].
                - Nids-de-poule et affaissements sont repris à l'enrobé à froid [dans la semaine|sur
                  appel].
            """),
        ),
        Activity(
            key="networks",
            cpvs=("45231300", "45232410", "45232130"),
            titles=items("""
                - Canalisations d'eau et d'assainissement
                - Terrassement, tranchées et [branchements|fourreaux]
                - Gestion des eaux pluviales à la source
            """),
            what=items("""
                - Nous posons conduites d'eau potable et d'assainissement de {60-600/20} mm, branchements
                  et regards compris.
                - Les tranchées communes reçoivent [fibre et électricité|éclairage et télécom], fourreaux
                  aiguillés et récolés.
                - Noues, jardins de pluie et puits d'infiltration [remplacent les avaloirs|évitent les
                  débordements].
                - Une caméra inspecte les collecteurs, puis nous chemisons sans ouvrir [la rue|les
                  jardins].
            """),
        ),
        Activity(
            key="paths",
            cpvs=("45233162", "45233161", "45233221"),
            titles=items("""
                - Pistes cyclables et chemins de promenade
                - Signalisation, marquage et mobilier urbain
                - Viabilité hivernale et entretien de chemins
            """),
            what=items("""
                - Nous créons voies vertes et pistes en [stabilisé|enrobé clair|béton balayé], passerelles
                  et barrières en bois comprises.
                - Marquages, panneaux et balises sont posés [de nuit|sous alternat], peintures sans
                  solvant.
                - Arceaux, bancs et corbeilles [en bois local|de réemploi] sont scellés et repérés sur
                  plan.
                - L'hiver, deux lames salent et déneigent {30-240/10} km de voies communales.
            """),
        ),
    ),
    how=items("""
        - Les riverains sont prévenus par tournée à pied et panneau de chantier.
        - Déblais criblés et réemployés sur place pour {40-85} % du volume.
        - Un conducteur de travaux {de_ville} tient réunion chaque mardi.
        - Les réseaux sont marqués au sol et détectés avant d'ouvrir.
        - Engins [électriques sous huit tonnes|de moins de cinq ans], bruit et poussière suivis.
        - Accès aux commerces et à l'école garantis par passerelles.
        - Essais de compactage, contrôles d'étanchéité et plans géoréférencés sont remis.
        - Une équipe d'insertion assure pavage, scellements et [petite maçonnerie|plantations de bord].
    """),
    whom=items("""
        - Communes sans service de voirie, par bons de commande.
        - Intercommunalités chargées de l'eau et des mobilités.
        - Départements, pour routes, véloroutes et ouvrages.
        - Syndicats d'eau et d'énergie.
        - Bailleurs et aménageurs de lotissements.
        - Hôpitaux, campus et ports, pour leurs voies privées.
    """),
    references=items("""
        - Requalification de {180-1600/10} mètres de rue pour {collectivite}, {an}.
        - Voie verte de {2-14} km pour {collectivite}, ouverte en {an}.
        - Renouvellement de {900-7800/100} mètres de conduite d'eau pour {collectivite}.
        - Désimperméabilisation d'un parking de {40-180/10} places pour {collectivite}, {an}.
        - Programme annuel de trottoirs de {collectivite}, reconduit depuis {an}.
        - Pose de {60-400/10} arceaux à vélos pour {collectivite} en {an}.
    """),
    questions=items("""
        - Quelle part de matériaux recyclés pouvez-vous mettre en œuvre ?
        - Combien d'équipes mobilisez-vous à la fois ?
        - Comment maintenez-vous l'accès aux riverains et aux commerces ?
        - Une partie des travaux peut-elle être confiée à une structure d'insertion ?
    """),
    social=items("""
        - Au moins {5-12} % des heures confiées à des personnes en insertion.
        - Information des riverains par une médiatrice de chantier.
    """),
    environmental=items("""
        - Enrobés tièdes et recyclés, déblais réemployés.
        - Eaux de pluie infiltrées sur place, sols clairs et perméables.
    """),
    stories=(
        Story(
            nature="works",
            cpvs=("45233252", "45233140"),
            buyers=("commune", "epci", "department"),
            amount=(120_000, 1_400_000),
            titles=items("""
                - Requalification de la rue {nom} et de ses abords {a_ville}
                - Aménagement du cœur de bourg : [chaussée, trottoirs et plantations|place {nom} et
                  traverse]
            """),
            body=(
                items("""
                    - Voitures trop rapides, trottoirs de soixante centimètres, caves inondées à chaque
                      orage : la rue doit être repensée.
                    - La place n'est qu'un parking brûlant ; habitants et commerçants veulent un lieu où
                      s'asseoir.
                """),
                items("""
                    - Travaux de bordures, revêtements clairs, plateaux ralentisseurs, noues plantées,
                      arceaux et éclairage bas.
                    - Il faut reprendre {350-1500/50} mètres de chaussée, élargir les cheminements et
                      infiltrer toute l'eau de pluie.
                """),
                items("""
                    - Le marché du samedi et le bus scolaire passent pendant toute la durée du chantier.
                    - Les pavés déposés seront triés et reposés.
                """),
            ),
            lots=(
                LotIdea(
                    "Terrassement, chaussée et trottoirs",
                    "45233252",
                    "Démolition, structure, revêtements, bordures.",
                ),
                LotIdea("Pavage manuel", "45233222", "Pose de pavés de réemploi sur sable."),
                LotIdea("Plantations et mobilier", "45112710", "Noues, arbres, bancs et arceaux."),
            ),
            reservable=("L2113-13",),
        ),
        Story(
            nature="works",
            cpvs=("45231300", "45232410"),
            buyers=("epci", "syndicate"),
            amount=(150_000, 1_800_000),
            titles=items("""
                - Renouvellement de conduites d'eau potable, secteur {de_ville}
                - Réhabilitation de l'assainissement [du hameau|de la rue {nom}]
            """),
            body=(
                items("""
                    - Un litre sur quatre se perd dans des tuyaux de fonte posés avant 1960.
                    - Les eaux claires envahissent le réseau et la station déborde à chaque pluie.
                """),
                items("""
                    - {1200-6400/100} mètres de canalisations, {60-320/10} branchements et une dizaine de
                      vannes sont à changer.
                    - L'entreprise inspecte, répare par l'intérieur quand c'est possible, ouvre sinon et
                      remet la chaussée en état.
                """),
                items("""
                    - Coupures annoncées trois jours avant et limitées à quatre heures.
                    - Les plans seront géoréférencés et remis sous trente jours.
                """),
            ),
        ),
        Story(
            nature="works",
            cpvs=("45233162", "45233293"),
            buyers=("epci", "department", "commune", "region"),
            amount=(60_000, 700_000),
            titles=items("""
                - Création d'un itinéraire cyclable [de la gare au lycée {nom}|vers {ville}]
                - Véloroute : revêtement, jalonnement et aires d'arrêt {dans_dep}
            """),
            body=(
                items("""
                    - Moins de deux élèves sur cent viennent à bicyclette, alors que la moitié habite à
                      quinze minutes.
                    - L'ancienne voie ferrée relie [six|huit|onze] villages et n'attend qu'un revêtement.
                """),
                items("""
                    - Le projet comprend {2-11} km de piste, des traversées surélevées, le jalonnement et
                      {20-120/10} arceaux.
                    - Débroussaillage, fondation légère, surface roulante claire, barrières en bois et
                      haltes avec banc et point d'eau.
                """),
                items("""
                    - Les haies existantes sont conservées, les talus intouchés d'avril à juillet.
                    - L'inauguration est fixée au printemps {prochaine}.
                """),
            ),
        ),
    ),
)
