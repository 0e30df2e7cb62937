// What the OWL API finds against OWL 2 DL and OWL 2 RL in some files, one violation a line:
// file, profile, kind of violation, the violation in words; separated by tabs.
// Run as: java -cp "/usr/share/java/*" OwlProfiles.java FILE…

import java.io.File;
import java.util.List;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;

class OwlProfiles {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology ontology =
                    OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            for (OWLProfile profile : List.of(new OWL2DLProfile(), new OWL2RLProfile())) {
                for (OWLProfileViolation violation : profile.checkOntology(ontology).getViolations()) {
                    String words = violation.toString().replaceAll("\\s+", " ");
                    String kind = violation.getClass().getSimpleName();
                    System.out.println(String.join("\t", file, profile.getName(), kind, words));
                }
            }
            System.out.println(String.join("\t", file, "axioms", "", "" + ontology.getAxiomCount()));
        }
    }
}
