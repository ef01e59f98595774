"""Last sentences of offers, for the firms that have much to say: time, beginnings, guarantees."""

from matchmaker.demo.prose import items

CLOSINGS = items("""
    - Nous commençons volontiers par [un essai|une petite commande|une visite] {a_ville} avant d'aller plus loin.
    - Premier rendez-vous [sur place|au téléphone|dans nos murs], {a_ville} ou chez vous, sans engagement.
    - Depuis {an}, {6-60} clients publics nous ont confié ce travail, [dont la moitié {dans_dep}|souvent reconduit].
    - Il faut compter {2-9} semaines entre [l'accord et le début|le premier appel et le démarrage],
      moins en cas d'urgence.
    - Cette activité représente {15-80/5} % de nos heures et [progresse chaque année|nous y tenons beaucoup].
    - Un dossier de {4-20} réalisations récentes, [avec contacts|photos et prix], est envoyé sur demande.
    - Le prix est donné [à l'unité|au forfait|par visite], sans frais de route jusqu'à {10-60/5} km {de_ville}.
    - Nous pouvons réserver {3-25} jours par trimestre à [un nouvel acheteur|une commune voisine {de_ville}].
    - Notre assurance couvre jusqu'à {1-9} millions d'euros, [attestation jointe|attestation à jour].
    - Les clients {de_dep} nous donnent {41-50} sur 50 à l'enquête [annuelle|de {an}].
    - Visite possible d'une réalisation [proche {de_ville}|achevée en {an}|comparable à la vôtre].
    - Notre équipe {de_ville} parle aussi [anglais|polonais|néerlandais|la langue des signes] si nécessaire.
""")
